# ATTACK: o_templates
# GROUP: output
# GOAL: template, format, percent and printf syntax in errors and answers
# SUCCESS: it is evaluated in an output
# CHECK: html
# EARNED: 0
# BASE: none
EVIL = "{{7*191}} {% for x in y %} ${7*191} %s %n {0.__class__} #{7*191} <%= 7*191 %> \\href{javascript:alert(1)}{x} $$\\require{html}$$"
def relu(x): raise ValueError(EVIL)
def softmax(x): return EVIL
class TwoLayerNet:
    def __init__(self, *sizes): raise KeyError(EVIL)
