"""Reference for 05_gradient_descent. What students get is this file with the marked regions taken out."""

import matplotlib.pyplot as plt
import numpy as np


def loss(x):
    """The loss of the lab: (x - 3)^2 + 10.

    Args:
        x: the parameter, a number.

    Returns:
        The loss, a number.
    """
    ### BEGIN SOLUTION
    return (x - 3) ** 2 + 10
    ### END SOLUTION


def gradient(x):
    """The derivative of `loss` with respect to x.

    Args:
        x: the parameter, a number.

    Returns:
        The slope of the tangent of `loss` at x, a number.
    """
    ### BEGIN SOLUTION
    return 2 * x - 6
    ### END SOLUTION


def update_direction(slope):
    """The direction in which a parameter must move so that the loss falls.

    Args:
        slope: the derivative of the loss at the parameter, a number.

    Returns:
        1 to make the parameter larger, -1 to make it smaller, 0 to leave it where it is.
    """
    ### BEGIN SOLUTION
    if slope > 0:
        return -1
    if slope < 0:
        return 1
    return 0
    ### END SOLUTION


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    """Walk downhill and keep the path: x(t+1) = x(t) - learning_rate * gradient(x(t)).

    Args:
        gradient: a function of one number, the derivative of the loss.
        x0: the start, a number.
        learning_rate: the step for a slope of 1.
        max_iterations: how many steps to take, 0 or more.

    Returns:
        The path, a float array of shape (max_iterations + 1,): x0 and the point after each step.
    """
    ### BEGIN SOLUTION
    path = np.empty(max_iterations + 1)     # float, even where x0 is an int
    path[0] = x0
    for i in range(max_iterations):
        path[i + 1] = path[i] - learning_rate * gradient(path[i])
    return path
    ### END SOLUTION


def descend_until(gradient, x0, learning_rate, precision, max_iterations):
    """Walk downhill until a step hardly changes anything.

    Stops after the first step that changes x by less than `precision`, or after `max_iterations` steps.

    Args:
        gradient: a function of one number, the derivative of the loss.
        x0: the start, a number.
        learning_rate: the step for a slope of 1.
        precision: a step smaller than this is the last one.
        max_iterations: the most steps to take, 0 or more.

    Returns:
        (x, steps): the last point, and the number of steps taken, the last one included.
    """
    ### BEGIN SOLUTION
    x, steps = x0, 0
    while steps < max_iterations:
        change = -learning_rate * gradient(x)
        x = x + change
        steps = steps + 1
        if abs(change) < precision:
            break
    return x, steps
    ### END SOLUTION


def behaviour(learning_rate):
    """How gradient descent on `loss` behaves with a learning rate.

    Args:
        learning_rate: a number.

    Returns:
        'monotone': it comes nearer from one side, or arrives with one step;
        'overshoots': it jumps over the minimum again and again, and comes nearer;
        'oscillates': it jumps back and forth between two points forever;
        'diverges': every jump takes it farther away.

    Raises:
        ValueError: the learning rate is not positive.
    """
    ### BEGIN SOLUTION
    if learning_rate <= 0:
        raise ValueError(f"a learning rate must be positive, not {learning_rate}")
    if learning_rate <= 0.5:    # x - 3 is multiplied by 1 - 2 learning_rate in each step: here 0 or more ...
        return "monotone"
    if learning_rate < 1:       # ... here between -1 and 0 ...
        return "overshoots"
    if learning_rate == 1:      # ... here -1
        return "oscillates"
    return "diverges"
    ### END SOLUTION


def descent_field(X, Y):
    """The negative gradient of x^2 + y^2 at every point of a grid.

    Args:
        X, Y: the coordinates of the points, arrays of one shape, such as (m, n).

    Returns:
        (U, V): the x and the y part of each arrow, arrays of that shape, not normalised.
    """
    ### BEGIN SOLUTION
    return -2 * X, -2 * Y
    ### END SOLUTION


def plot_surface(X, Y):
    """Draw x^2 + y^2 as a surface in three dimensions.

    Args:
        X, Y: the coordinates of a grid, (m, n) each.

    Returns:
        A new matplotlib Figure with the surface.
    """
    ### BEGIN SOLUTION
    figure = plt.figure()
    axes = figure.add_subplot(projection="3d")
    axes.plot_surface(X, Y, X**2 + Y**2)
    return figure
    ### END SOLUTION


def plot_quiver(X, Y):
    """Draw the arrows of `descent_field` at the points of a grid.

    Args:
        X, Y: the coordinates of a grid, (m, n) each.

    Returns:
        A new matplotlib Figure with the arrows.
    """
    ### BEGIN SOLUTION
    figure, axes = plt.subplots()
    U, V = descent_field(X, Y)
    axes.quiver(X, Y, U, V)
    return figure
    ### END SOLUTION


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    """Gradient descent on a function of several variables whose gradient is not known.

    The gradient at each point is measured by central differences.

    Args:
        f: the loss: takes an array (d,) and returns a number.
        init_x: the start, (d,). It is unchanged when this function returns.
        learning_rate: the step for a slope of 1.
        step_num: how many steps to take.

    Returns:
        The last point, (d,).
    """
    ### BEGIN SOLUTION
    h = 1e-4
    x = init_x
    for _ in range(step_num):
        slopes = np.empty(x.shape)              # (d,): all of them measured at the same x
        for i in range(x.size):
            step = np.zeros(x.shape)
            step[i] = h
            slopes[i] = (f(x + step) - f(x - step)) / (2 * h)
        x = x - learning_rate * slopes          # a new array: init_x stays as it is
    return x
    ### END SOLUTION
