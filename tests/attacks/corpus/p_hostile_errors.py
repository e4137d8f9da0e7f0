# ATTACK: p_hostile_errors
# GROUP: protocol
# GOAL: exceptions whose text, class, bases and traceback run code, lie or never end
# SUCCESS: a hang or fault of the grader
# CHECK: hang
# EARNED: 0
# BASE: none
class Meta(type):
    @property
    def __name__(cls): raise OSError("no name")
    @property
    def __module__(cls): return 5
class Nameless(Exception, metaclass=Meta): pass
class Long(Exception):
    def __str__(self): return "x" * (1 << 26)
class Loop(Exception):
    def __str__(self):
        while True: pass
class Deep(Exception): pass
def relu(x): raise Long
def softmax(x): raise Nameless("x")
def cross_entropy(y, t):
    error = Deep("a")
    error.__cause__ = error.__context__ = error
    raise error
def numerical_gradient(f, x): raise type("T" * 10**6, (Exception,), {})("\x1b]0;title\x07\u202e<script>")
class TwoLayerNet:
    def __init__(self, *sizes): raise Loop
