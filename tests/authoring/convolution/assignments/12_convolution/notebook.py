# %% [markdown] lang="en"
# # Convolution by im2col
#
# A convolution slides a small kernel over an image. Written as loops it is slow; written as **one** product of matrices
# it is what frameworks do. The step in between is called im2col: every patch becomes a row.
# %% [markdown] lang="ko"
# # im2col을 이용한 합성곱
#
# 합성곱은 작은 커널을 이미지 위로 움직이는 계산입니다. 반복문으로 쓰면 느리지만, 행렬 곱 **한 번**으로 쓰면 프레임워크가 하는
# 방식이 됩니다. 그 사이의 단계를 im2col이라고 합니다. 패치 하나가 한 행이 됩니다.

# %%
import matplotlib.pyplot as plt
import numpy as np

# %% [markdown] lang="en"
# ## 1. Patches as rows
#
# An image of $h \times w$ has $(h-k+1)(w-k+1)$ patches of $k \times k$. Write `im2col(x, size)`, which returns them as
# rows, from top to bottom and within that from left to right.
# %% [markdown] lang="ko"
# ## 1. 패치를 행으로
#
# $h \times w$ 이미지에는 $k \times k$ 패치가 $(h-k+1)(w-k+1)$개 있습니다. 패치를 위에서 아래로, 그 안에서는 왼쪽에서 오른쪽으로
# 한 행씩 늘어놓는 `im2col(x, size)`를 작성하세요.

# %% exercise="im2col"

# %% public="im2col"
assert im2col(np.zeros((4, 5)), 3).shape == (6, 9), text(en="6 patches of 9 numbers", ko="수 9개짜리 패치 6개")
assert im2col(np.array([[1, 2, 3], [4, 5, 6]]), 2).tolist() == [[1, 2, 4, 5], [2, 3, 5, 6]], text(
    en="two patches, side by side",
    ko="나란한 두 패치",
)

# %% [markdown] lang="en"
# ## 2. The product
#
# The kernel, too, is laid out as a row. Then each number of the feature map is a product of two rows. As in every
# framework the kernel is **not** flipped. Write `convolve(x, kernel)`; your `im2col` is of use.
# %% [markdown] lang="ko"
# ## 2. 행렬 곱
#
# 커널도 한 행으로 폅니다. 그러면 특성 맵의 수 하나하나가 두 행의 곱입니다. 모든 프레임워크처럼 커널을 뒤집지 **않습니다**.
# `convolve(x, kernel)`을 작성하세요. `im2col`을 쓰면 됩니다.

# %% exercise="convolve"

# %% public="convolve"
assert np.allclose(convolve(np.eye(3), np.array([[1.0, 0.0], [0.0, 1.0]])), [[2, 0], [0, 2]]), text(
    en="a diagonal is found where it is",
    ko="대각선이 있는 자리에서 대각선을 찾아야 합니다",
)

# %% demo=true
square = np.zeros((12, 12))
square[3:9, 3:9] = 1.0
try:
    edges = convolve(square, np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]))
    fig, axes = plt.subplots(1, 2)
    for ax, image, title in zip(axes, (square, edges), ("image", "vertical edges")):
        ax.imshow(image, cmap="gray")
        ax.set_title(title)
    plt.show()
except NotImplementedError:
    print(text(en="Solve the exercises above to see the edges.", ko="위 문제들을 풀면 윤곽선이 나타납니다."))
