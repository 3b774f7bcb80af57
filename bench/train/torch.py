"""The tasks of bench/train in PyTorch: one thread, Adam, the same sizes. Prints {"logistic": seconds, "mlp": seconds}."""

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


print(json.dumps({"version": torch.__version__, "logistic": seconds(logistic), "mlp": seconds(mlp)}))
