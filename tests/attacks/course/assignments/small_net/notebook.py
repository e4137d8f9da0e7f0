# %% [markdown]
# # A small network

# %%
import numpy as np

# %% [markdown]
# ## Rectifier

# %% exercise="relu"

# %% public="relu"
assert relu(np.array([-1.0, 2.0])).tolist() == [0.0, 2.0]

# %% [markdown]
# ## Softmax

# %% exercise="softmax"

# %% public="softmax"
assert abs(softmax(np.array([[0.0, 0.0]]))[0, 0] - 0.5) < 1e-9

# %% [markdown]
# ## Cross entropy

# %% exercise="cross_entropy"

# %% public="cross_entropy"
assert cross_entropy(np.array([[1.0, 0.0]]), np.array([0])) < 1e-3

# %% [markdown]
# ## Numerical gradient

# %% exercise="numerical_gradient"

# %% public="numerical_gradient"
assert abs(numerical_gradient(lambda x: float(x @ x), np.array([1.0]))[0] - 2.0) < 1e-4

# %% [markdown]
# ## A network of two layers

# %% exercise="TwoLayerNet"

# %% public="TwoLayerNet"
assert TwoLayerNet(2, 3, 4).predict(np.zeros((1, 2))).shape == (1, 4)
