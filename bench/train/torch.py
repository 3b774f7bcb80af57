"""The tasks of bench/train in PyTorch: one thread, Adam, the same sizes. Prints {task: seconds}."""

import csv
import gzip
import json
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(7)


def fit(model, loss_of, x, y, epochs, batch):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            optimizer.zero_grad()
            loss_of(model(x[rows]), y[rows]).backward()
            optimizer.step()


def seconds(make, repeats=3):
    best = float("inf")
    for _ in range(repeats):
        work = make()
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


x = torch.randn(100_000, 50)
y = (x @ torch.randn(50) + torch.randn(100_000) > 0).float()
binary = nn.BCEWithLogitsLoss()


def logistic():
    model = nn.Linear(50, 1)
    return lambda: fit(model, lambda out, label: binary(out[:, 0], label), x, y, 5, 256)


with gzip.open("data/digits_8x8.csv.gz", "rt") as file:
    rows = list(csv.reader(file))[1:]
values = torch.tensor([[float(v) for v in row] for row in rows])[:1437]
pixels, digit = values[:, :64] / 16, values[:, 64].long()


def mlp():
    model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
    return lambda: fit(model, nn.CrossEntropyLoss(), pixels, digit, 30, 32)


def cnn(size, classes=10):
    cells = 32 * (size // 4) ** 2
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(cells, 64), nn.ReLU(), nn.Linear(64, classes),
    )  # fmt: skip


def cnn8():
    model = cnn(8)
    images = pixels.reshape(-1, 1, 8, 8)
    return lambda: fit(model, nn.CrossEntropyLoss(), images, digit, 30, 32)


def cnn28():
    model = cnn(28)
    images, label = torch.rand(10_000, 1, 28, 28), torch.randint(10, (10_000,))
    return lambda: fit(model, nn.CrossEntropyLoss(), images, label, 1, 64)


class Lstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.output = nn.LSTM(8, 64, batch_first=True), nn.Linear(64, 10)

    def forward(self, steps):
        return self.output(self.lstm(steps)[0][:, -1])


def lstm():
    model = Lstm()
    return lambda: fit(model, nn.CrossEntropyLoss(), pixels.reshape(-1, 8, 8), digit, 10, 32)


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(6, 64)
        self.position = nn.Parameter(torch.rand(60, 64) / 10)
        layer = nn.TransformerEncoderLayer(64, 4, 128, dropout=0, activation="gelu", batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(64), enable_nested_tensor=False)
        self.output = nn.Linear(64, 3)

    def forward(self, tokens):
        return self.output(self.layers(self.tokens(tokens) + self.position).mean(1))


def transformer():
    model = Transformer()
    tokens, label = torch.randint(2, 6, (3_186, 60)), torch.randint(3, (3_186,))
    return lambda: fit(model, nn.CrossEntropyLoss(), tokens, label, 1, 32)


tasks = [logistic, mlp, cnn8, cnn28, lstm, transformer]
print(json.dumps({"version": torch.__version__, **{task.__name__: seconds(task) for task in tasks}}))
