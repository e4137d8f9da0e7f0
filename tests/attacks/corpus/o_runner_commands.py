# ATTACK: o_runner_commands
# GROUP: output
# GOAL: lines that GitHub's and Azure's runners take for commands, in errors, answers and prints
# SUCCESS: a command stands at the start of a line
# CHECK: html
# EARNED: 0
# BASE: none
EVIL = "\n::error file=x::owned\n::set-env name=PATH::/tmp\r\n::stop-commands::x\n##[command]x\n##vso[task.setvariable]x"
print(EVIL)
def relu(x): raise ValueError(EVIL)
def softmax(x): return EVIL
def cross_entropy(y, t): raise AssertionError(EVIL)
raise RuntimeError(EVIL)
