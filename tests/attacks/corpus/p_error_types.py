# ATTACK: p_error_types
# GROUP: protocol
# GOAL: exceptions named like the grader's own and like pytest's, so that they are taken for them
# SUCCESS: the grader acts on the name
# CHECK: crash
# EARNED: 0
# BASE: none
class Skipped(Exception): pass
class WorkerEnded(Exception): pass
class StudentFailure(Exception): pass
class InternalError(Exception): pass
def relu(x): raise Skipped("skip me")
def softmax(x): raise WorkerEnded("exited")
def cross_entropy(y, t): raise StudentFailure("passed", "", "")
def numerical_gradient(f, x): raise InternalError("not my fault")
class TwoLayerNet:
    def __init__(self, *sizes): raise type("KeyboardInterrupt", (BaseException,), {})("x" * 10**6)
