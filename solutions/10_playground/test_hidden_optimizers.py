"""Hidden suite of 10_playground: SGD, RMSProp, Adam.

Parameters change in place, so what counts is the dict after the calls. Parameters lie between 0.5 and 3 and gradients
between 0.1 and 60 in absolute value: there every usual place of Adam's epsilon gives the same to 1e-6.
"""

from functools import partial
from itertools import product

import numpy as np

from autograder.suite import (
    Misconception,
    Tolerance,
    check,
    exercise,
    expect_object,
    fail,
    require,
    text,
)

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="the course's accuracy: a step loses 1e-16, epsilon in another place moves it by 1e-8, a mistake by 1e-4 or "
    "more",
)
SHAPES = {"W1": (3, 2), "b1": (2,), "filters": (2, 1, 3), "b2": (2,), "W2": (3, 2)}  # read backwards they are the same


def draw(rng, scale=1.0):
    return {name: scale * rng.uniform(0.5, 3, shape) * rng.choice([-1.0, 1.0], shape) for name, shape in SHAPES.items()}


def draw_gradients(rng, scale=1.0):
    """From the last name to the first, as backpropagation finds them: only the names tell what belongs together."""
    return dict(reversed(draw(rng, scale).items()))


def by_position(params, grads):
    """Each parameter with the gradient that stands in its place."""
    return [dict(zip(params, part.values(), strict=True)) for part in grads]


# --------------------------------------------------------------------------------- the right way, and the wrong ones


def sgd(params, grads, lr=0.01, *, sign=-1):
    """The parameters after one update for each dict of gradients."""
    for g in grads:
        params = {name: p + sign * lr * g[name] for name, p in params.items()}
    return params


def rmsprop(
    params, grads, lr=0.01, decay_rate=0.99, *, sign=-1, new=None, square=True, root=True, old=None, inside=False,
    forgets=False, key=lambda name: name, order=list,
):  # fmt: skip
    """`key`: under what the memory of a name is kept; `order`: the names, one after the other."""
    h = {}
    for g in grads:
        if forgets:
            h = {}
        for name in order(params):
            size = g[name] ** 2 if square else np.abs(g[name])
            average = (decay_rate if old is None else old(decay_rate)) * h.get(key(name), 0.0)
            average = average + (1 - decay_rate if new is None else new(decay_rate)) * size
            h[key(name)] = average
            divisor = np.sqrt(average + 1e-7) if inside else (np.sqrt(average) if root else average) + 1e-7
            params = params | {name: params[name] + sign * lr * g[name] / divisor}
    return params


def adam(
    params, grads, lr=0.001, beta1=0.9, beta2=0.999, *, sign=-1, correct=(True, True), root=True, square=True,
    per_key=False, frozen=False, m_of_g=True, exchanged=False, forgets=False, key=lambda name: name, order=list,
):  # fmt: skip
    """`key` and `order` as in rmsprop."""
    if exchanged:
        beta1, beta2 = beta2, beta1
    means, squares = {}, {}
    k = 0
    for g in grads:
        k = 1 if frozen else k + (not per_key)
        if forgets:
            means, squares = {}, {}
        for name in order(params):
            k += per_key
            m = means[key(name)] = beta1 * means.get(key(name), 0.0) + (1 - beta1) * g[name]
            v = squares.get(key(name), 0.0)
            v = squares[key(name)] = beta2 * v + (1 - beta2) * (g[name] ** 2 if square else np.abs(g[name]))
            mean = m / (1 - beta1**k) if correct[0] else m
            size = v / (1 - beta2**k) if correct[1] else v
            step = (mean if m_of_g else g[name]) / ((np.sqrt(size) if root else size) + 1e-8)
            params = params | {name: params[name] + sign * lr * step}
    return params


PLUS = text(
    en="The parameters moved uphill. Which way does the gradient point, and which way do you want to go?",
    ko="매개변수가 오르막으로 움직였습니다. 그래디언트는 어느 쪽을 가리키고, 우리는 어느 쪽으로 가려고 하나요?",
)
NOT_IN_PLACE = text(
    en="After the update the caller's dict holds what it held before. Did the new arrays get a name inside your "
    "method only?",
    ko="갱신한 뒤에도 호출한 쪽의 딕셔너리가 그대로입니다. 새 배열이 메서드 안의 이름에만 남아 있지 않나요?",
)
RATE_IGNORED = text(
    en="The lr that the optimizer was made with has no effect.", ko="옵티마이저를 만들 때 준 lr이 쓰이지 않습니다."
)
FORGETS = text(
    en="The first update is right, the later ones are not: what was learned from earlier gradients is gone. Where is "
    "it "
    "kept between two calls?",
    ko="첫 갱신은 맞지만 그다음부터 다릅니다. 앞선 그래디언트에서 얻은 것이 사라졌습니다. 호출과 호출 사이에 어디에 "
    "보관하나요?",
)
GRADS_CHANGED = text(
    en="The gradients were changed. They belong to the caller, who may want to look at them.",
    ko="그래디언트가 바뀌었습니다. 그래디언트는 호출한 쪽의 것이고 다시 쓰일 수 있습니다.",
)
SHARED = text(
    en="A second optimizer knows what the first one has seen. Where is the state kept: in the object or in the class?",
    ko="두 번째 옵티마이저가 첫 번째의 기억을 물려받았습니다. 상태를 객체에 두었나요, 클래스에 두었나요?",
)
ONE_SETTING = text(
    en="The first optimizer moves with the settings of the second. Does each object keep its own, or is there one "
    "place for all?",
    ko="첫 번째 옵티마이저가 두 번째의 설정으로 움직였습니다. 설정을 객체마다 따로 두었나요, 한곳에 두고 함께 쓰나요?",
)
BY_SHAPE = text(
    en="Two parameters of equal shape share one memory. What tells them apart?",
    ko="형상이 같은 두 매개변수가 기억 하나를 함께 씁니다. 둘을 무엇으로 구별할 수 있나요?",
)
BY_POSITION = text(
    en="Parameters moved along each other's gradients. Do you find the gradient of a parameter by its place in the "
    "dict or by its name?",
    ko="매개변수가 다른 매개변수의 그래디언트를 따라 움직였습니다. 그래디언트의 짝을 딕셔너리에 놓인 순서로 찾나요, "
    "이름으로 찾나요?",
)
ORDERS = list, lambda params: list(params)[::-1]  # a loop over params, and one over grads


def shared(run, default_lr):
    """Misconceptions of all three; `run` is like sgd."""
    return [
        Misconception("not-in-place", NOT_IN_PLACE, model=lambda params, grads, *settings: params),
        Misconception("plus-for-minus", PLUS, model=lambda *args: run(*args, sign=1)),
        Misconception(
            "gradients-by-position",
            BY_POSITION,
            model=lambda params, grads, *settings: run(params, by_position(params, grads), *settings),
        ),
        *(
            Misconception(
                "rate-ignored",
                RATE_IGNORED,
                model=lambda params, grads, lr=default_lr, *others, rate=rate: run(params, grads, rate, *others),
            )
            for rate in (default_lr, 1.0)
        ),
    ]


def remembering(run, default_lr):
    """Misconceptions of those with a memory; `run` is like rmsprop."""
    return [
        *shared(run, default_lr),
        *(
            Misconception("memory-by-shape", BY_SHAPE, model=partial(run, key=SHAPES.get, order=order))
            for order in ORDERS
        ),
    ]


SGD = [
    *shared(sgd, 0.01),
    Misconception(
        "gradient-normalised",
        text(
            en="All steps have the same length. What makes an SGD step long or short?",
            ko="걸음의 크기가 모두 같습니다. SGD에서 걸음의 크기를 정하는 것은 무엇인가요?",
        ),
        model=lambda params, grads, lr=0.01: sgd(
            params, [{n: np.sign(g) for n, g in part.items()} for part in grads], lr
        ),
    ),
]
RMSPROP = [
    *remembering(rmsprop, 0.01),
    Misconception("forgets", FORGETS, model=lambda *args: rmsprop(*args, forgets=True)),
    Misconception(
        "decay-exchanged",
        text(
            en="The old average and the new square have each other's factor. Which of them should count most?",
            ko="이전 평균과 새 제곱에 곱하는 계수가 서로 바뀌었습니다. 어느 쪽의 비중이 커야 하나요?",
        ),
        model=lambda *args: rmsprop(*args, old=lambda d: 1 - d, new=lambda d: d),
    ),
    *(
        Misconception(
            "average-unweighted",
            text(
                en="The new square enters with its full weight, as in AdaGrad. The weights of an average sum up to 1: "
                "what is left beside decay?",
                ko="AdaGrad처럼 새 제곱을 통째로 더했습니다. 평균이라면 비중의 합이 1이어야 합니다. decay를 뺀 "
                "나머지는 "
                "얼마인가요?",
            ),
            model=lambda *args, old=old: rmsprop(*args, old=old, new=lambda d: 1),
        )
        for old in (None, lambda d: 1)
    ),
    Misconception(
        "root-forgotten",
        text(
            en="Divided by the mean square itself. In what unit is h, in what unit the gradient?",
            ko="제곱의 평균으로 그대로 나누었습니다. h와 그래디언트는 단위가 같나요?",
        ),
        model=lambda *args: rmsprop(*args, root=False),
    ),
    Misconception(
        "square-forgotten",
        text(
            en="h averages the gradients and not their squares.",
            ko="h가 그래디언트의 제곱이 아니라 그래디언트를 평균했습니다.",
        ),
        model=lambda *args: rmsprop(*args, square=False),
    ),
    Misconception(
        "epsilon-inside",
        text(
            en="Very small gradients make the wrong step. Does the small number belong inside the root or outside?",
            ko="아주 작은 그래디언트에서 걸음이 다릅니다. 작은 수를 더하는 곳은 제곱근 안인가요, 밖인가요?",
        ),
        model=lambda *args: rmsprop(*args, inside=True),
    ),
]
ADAM = [
    *remembering(adam, 0.001),
    Misconception(
        "no-bias-correction",
        text(
            en="The first steps have the wrong length. m and v start at 0, so they are too small at first: what "
            "makes up for it?",
            ko="처음 몇 걸음의 크기가 다릅니다. m과 v는 0에서 시작하므로 처음에는 너무 작습니다. 이것을 무엇으로 "
            "보정하나요?",
        ),
        model=lambda *args: adam(*args, correct=(False, False)),
    ),
    Misconception(
        "one-bias-correction",
        text(
            en="Only one of the two averages is corrected for its start at 0.",
            ko="두 평균 중 하나만 0에서 시작한 것을 보정했습니다.",
        ),
        model=lambda *args: adam(*args, correct=(True, False)),
    ),
    Misconception(
        "one-bias-correction",
        text(
            en="Only one of the two averages is corrected for its start at 0.",
            ko="두 평균 중 하나만 0에서 시작한 것을 보정했습니다.",
        ),
        model=lambda *args: adam(*args, correct=(False, True)),
    ),
    *(
        Misconception(
            "counts-parameters",
            text(
                en="The first array is right, the second is not: the step number grew in between. What does it count?",
                ko="첫 번째 배열은 맞지만 두 번째는 다릅니다. 그 사이에 걸음 번호가 늘었습니다. 무엇을 세는 "
                "번호인가요?",
            ),
            model=partial(adam, per_key=True, order=order),
        )
        for order in ORDERS
    ),
    Misconception(
        "step-number-stays",
        text(
            en="Right at the first update, wrong afterwards: does the step number in the correction grow?",
            ko="첫 갱신만 맞고 그다음은 다릅니다. 보정에 쓰는 걸음 번호가 늘어나나요?",
        ),
        model=lambda *args: adam(*args, frozen=True),
    ),
    Misconception("forgets", FORGETS, model=lambda *args: adam(*args, forgets=True)),
    Misconception("forgets", FORGETS, model=lambda *args: adam(*args, forgets=True, frozen=True)),
    Misconception(
        "betas-exchanged",
        text(
            en="beta1 and beta2 have changed places. Which of them belongs to the squares?",
            ko="beta1과 beta2가 바뀌었습니다. 제곱의 평균에는 어느 것을 쓰나요?",
        ),
        model=lambda *args: adam(*args, exchanged=True),
    ),
    Misconception(
        "root-forgotten",
        text(
            en="Divided by the mean square itself. In what unit is v, in what unit the gradient?",
            ko="제곱의 평균으로 그대로 나누었습니다. v와 그래디언트는 단위가 같나요?",
        ),
        model=lambda *args: adam(*args, root=False),
    ),
    Misconception(
        "momentum-forgotten",
        text(
            en="The step goes along the last gradient alone. What is m good for?",
            ko="마지막 그래디언트만 따라 움직였습니다. m은 어디에 쓰나요?",
        ),
        model=lambda *args: adam(*args, m_of_g=False),
    ),
]


# ------------------------------------------------------------------------------------------------ the tests' bodies


def update_of(make, *settings, **named):
    """The method `update` of a new optimizer."""
    update = expect_object(make(*settings, **named)).update
    if not callable(update):
        fail("update is no method", text(en="update should be a method.", ko="update는 메서드여야 합니다."))
    return update


def one_update(make, params, grads, *settings):
    """The dict of parameters after one update by a new optimizer."""
    return update_of(make, *settings).observe(params, grads).args[0]


def several_updates(student, update, params, grads):
    """The same after one update for each dict of gradients, on one dict that stays with the student."""
    kept = student.put(params)
    for part in grads:
        update(kept, part)
    return student.value_of(kept)


def check_values(make, right, known, rng, settings, restarted=None):
    """One update by each of several optimizers; the second has the settings of the first.

    `restarted` is like `right` for an optimizer that inherits everything but its step number.
    """
    earlier = None
    for chosen in [settings[0], *settings]:
        params, grads = draw(rng), draw_gradients(rng)
        carried_on = [
            Misconception("state-in-class", SHARED, model=carry_on(run, earlier))
            for run in (right, restarted)
            if run is not None and earlier is not None
        ]
        check(one_update(make, params, grads, *chosen), right(params, [grads], *chosen), TOL, [*known, *carried_on],
              args=(params, [grads], *chosen))  # fmt: skip
        earlier = grads


def carry_on(right, earlier):
    """What comes out if an optimizer has seen the gradients of an earlier one; no step depends on the parameters."""

    def model(params, grads, *settings):
        before, after = (right(params, seen, *settings) for seen in ([earlier], [earlier, *grads]))
        return {name: params[name] + after[name] - before[name] for name in params}

    return model


def check_sequence(student, make, right, known, rng, settings, others):
    """Six updates, while a second optimizer with other settings is there; it knows nothing of the first.

    Args:
        settings: of the first, by name, in the order of the signature.
        others: the same of the second.
    """
    params = draw(rng)
    grads = [draw_gradients(rng, scale) for scale in (1.0, 0.4, 1.0, 0.2, 0.6, 20.0)]
    args = params, grads, *settings.values()
    first, other = update_of(make, **settings), update_of(make, **others)
    mixed = list(product(*zip(settings.values(), others.values(), strict=True)))[1:]  # some or all taken over
    taken_over = [
        Misconception(
            "settings-shared", ONE_SETTING, model=lambda params, grads, *_, mix=mix: right(params, grads, *mix)
        )
        for mix in mixed
    ]
    check(several_updates(student, first, params, grads), right(*args), TOL, [*known, *taken_over], args=args)
    carried_on = Misconception("state-in-class", SHARED, when=lambda *_: True)
    expected = right(params, grads[:2], *others.values())
    check(several_updates(student, other, params, grads[:2]), expected, TOL, [carried_on])


def keeps_gradients(make, rng):
    """Two updates by one optimizer: what it remembers of the first gradients must not change the second."""
    update = update_of(make, 0.1)
    for _ in range(2):
        seen = update.observe(draw(rng), draw_gradients(rng))
        require(1 not in seen.changed, "grads was changed", GRADS_CHANGED, "changes-gradients")


FIRST = text(en="one update", ko="한 번의 갱신")
MANY = text(en="several updates, two optimizers", ko="여러 번의 갱신, 옵티마이저 두 개")
KEEPS = text(en="grads is not changed", ko="grads가 바뀌지 않는지")


@exercise("SGD", weight=2, about=FIRST)
def test_sgd_update(student, rng):
    check_values(student.SGD, sgd, SGD, rng, [(0.1,), (), (0.5,)])


@exercise("SGD", weight=1, needs=test_sgd_update, about=MANY)
def test_sgd_sequence(student, rng):
    check_sequence(student, student.SGD, sgd, SGD, rng, {"lr": 0.2}, {"lr": 0.5})


@exercise("SGD", weight=0.5, needs=test_sgd_update, about=KEEPS)
def test_sgd_keeps_gradients(student, rng):
    keeps_gradients(student.SGD, rng)


@exercise("RMSProp", weight=2, about=FIRST)
def test_rmsprop_update(student, rng):
    check_values(student.RMSProp, rmsprop, RMSPROP, rng, [(0.03, 0.8), (), (0.02, 0.5)])


@exercise("RMSProp", weight=2, needs=test_rmsprop_update, about=MANY)
def test_rmsprop_sequence(student, rng):
    settings, others = {"lr": 0.05, "decay_rate": 0.8}, {"lr": 0.02, "decay_rate": 0.5}
    check_sequence(student, student.RMSProp, rmsprop, RMSPROP, rng, settings, others)


@exercise(
    "RMSProp",
    weight=1,
    needs=test_rmsprop_update,
    about=text(en="tiny gradients, and none", ko="아주 작은 그래디언트와 0"),
)
def test_rmsprop_small_gradients(student):
    params = {"w": np.array([1.0, -2.0, 0.5, 3.0])}
    grads = {"w": np.array([0.0, 1e-6, -1e-7, 2.0])}  # beside these the 1e-7 of the formula shows
    check(one_update(student.RMSProp, params, grads, 0.1, 0.9), rmsprop(params, [grads], 0.1, 0.9), TOL, RMSPROP,
          args=(params, [grads], 0.1, 0.9))  # fmt: skip


@exercise("RMSProp", weight=0.5, needs=test_rmsprop_update, about=KEEPS)
def test_rmsprop_keeps_gradients(student, rng):
    keeps_gradients(student.RMSProp, rng)


@exercise("Adam", weight=2, about=FIRST)
def test_adam_update(student, rng):
    check_values(student.Adam, adam, ADAM, rng, [(0.05, 0.8, 0.9), (), (0.02,)], partial(adam, frozen=True))


@exercise("Adam", weight=3, needs=test_adam_update, about=MANY)
def test_adam_sequence(student, rng):
    settings, others = {"lr": 0.05, "beta1": 0.8, "beta2": 0.95}, {"lr": 0.02, "beta1": 0.7, "beta2": 0.9}
    check_sequence(student, student.Adam, adam, ADAM, rng, settings, others)


@exercise(
    "Adam",
    weight=1,
    needs=test_adam_sequence,
    about=text(en="200 updates with the defaults", ko="기본값으로 갱신 200번"),
)
def test_adam_long(student, rng):
    params, grads = draw(rng), [draw_gradients(rng) for _ in range(200)]
    check(
        several_updates(student, update_of(student.Adam), params, grads),
        adam(params, grads),
        TOL,
        ADAM,
        args=(params, grads),
    )


@exercise("Adam", weight=0.5, needs=test_adam_update, about=KEEPS)
def test_adam_keeps_gradients(student, rng):
    keeps_gradients(student.Adam, rng)
