import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measure, requestsFor, type Slice } from './client';
import { type ServerName, startServer } from './servers';

const self = fileURLToPath(import.meta.url);

/** CPU of the server for each request: what stays comparable on a busy machine. */
type Measured = Slice & { cpuMicros: number };

interface Case {
  name: string;
  server: ServerName;
  endpoint: string;
  inputs: number;
  concurrency: number;
}

/** All servers live at once; every round measures each case in one short slice, and ratios are taken within a round. */
async function run(rounds: number, sliceMs: number): Promise<void> {
  const servers = await startAll(['raw', 'coalesced', 'gateway', 'unbatched']);
  const cases = allCases();
  const slices = new Map<string, Measured[]>(cases.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, server, endpoint, inputs, concurrency } of round % 2 === 0 ? cases : [...cases].reverse()) {
      const port = servers.ports.get(server) ?? 0;
      const before = await servers.cpuMicros(server);
      const slice = await measure(port, requestsFor(endpoint, inputs), concurrency, sliceMs);
      const cpuMicros = ((await servers.cpuMicros(server)) - before) / slice.requests;
      if (round >= 0) slices.get(name)?.push({ ...slice, cpuMicros }); // round -1 warms up
    }
  }
  for (const child of servers.children) child.kill();
  report(slices, rounds, sliceMs);
}

function allCases(): Case[] {
  const at =
    (concurrency: number) =>
    (name: string, server: ServerName, endpoint = 'one', inputs = 30) => ({
      name: `${name} c${concurrency}`,
      server,
      endpoint,
      inputs,
      concurrency,
    });
  const [many, single] = [at(64), at(1)];
  return [
    many('raw', 'raw'),
    many('coalesced', 'coalesced'),
    many('one version', 'gateway'),
    many('split', 'gateway', 'split'),
    many('shadow', 'gateway', 'shadow'),
    many('unbatched', 'unbatched'),
    many('big batched', 'gateway', 'big', 512),
    many('big unbatched', 'unbatched', 'big', 512),
    single('raw', 'raw'),
    single('batched', 'gateway'),
    single('unbatched', 'unbatched'),
  ];
}

interface Servers {
  ports: Map<ServerName, number>;
  children: ChildProcess[];
  /** CPU time that a server has used so far */
  cpuMicros(name: ServerName): Promise<number>;
}

async function startAll(names: ServerName[]): Promise<Servers> {
  const children = new Map(names.map((name) => [name, fork(self, ['serve', name])]));
  const ports = new Map<ServerName, number>();
  await Promise.all([...children].map(async ([name, child]) => ports.set(name, await nextNumber(child))));
  return {
    ports,
    children: [...children.values()],
    cpuMicros: async (name) => {
      const child = children.get(name);
      child?.send('cpu');
      return child ? nextNumber(child) : 0;
    },
  };
}

function nextNumber(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a server ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(Number(message));
    });
  });
}

type Read = keyof Measured;
interface Goal {
  name: string;
  over: string;
  under: string;
  read: Read;
  atLeast?: number;
  atMost?: number;
}

const goals: Goal[] = [
  { name: 'full gateway / raw', over: 'split c64', under: 'raw c64', read: 'requestsPerSecond', atLeast: 1 },
  {
    name: 'full gateway / raw with coalesced replies',
    over: 'split c64',
    under: 'coalesced c64',
    read: 'requestsPerSecond',
    atLeast: 0.85,
  },
  {
    name: 'batched / unbatched, small model',
    over: 'one version c64',
    under: 'unbatched c64',
    read: 'requestsPerSecond',
    atLeast: 2,
  },
  {
    name: 'batched / unbatched, 512x512',
    over: 'big batched c64',
    under: 'big unbatched c64',
    read: 'requestsPerSecond',
    atLeast: 1.3,
  },
  {
    name: 'p50 at concurrency 1, batched / unbatched',
    over: 'batched c1',
    under: 'unbatched c1',
    read: 'p50Ms',
    atMost: 1.1,
  },
  {
    name: 'candidate and stable / one version',
    over: 'split c64',
    under: 'one version c64',
    read: 'requestsPerSecond',
    atLeast: 0.9,
  },
  { name: 'p99 with shadow / without', over: 'shadow c64', under: 'one version c64', read: 'p99Ms', atMost: 1.15 },
];

/** The same comparisons by CPU for each request (less is better), without a goal. */
const costs = [
  { name: 'CPU of raw / full gateway', over: 'raw c64', under: 'split c64' },
  { name: 'CPU of raw with coalesced replies / full gateway', over: 'coalesced c64', under: 'split c64' },
  { name: 'CPU of unbatched / batched, small model', over: 'unbatched c64', under: 'one version c64' },
];

function report(slices: Map<string, Measured[]>, rounds: number, sliceMs: number): void {
  const cases = Object.fromEntries(
    [...slices].map(([name, list]) => [
      name,
      {
        requestsPerSecond: mid(list, 'requestsPerSecond'),
        p50Ms: mid(list, 'p50Ms'),
        p99Ms: mid(list, 'p99Ms'),
        cpuMicros: mid(list, 'cpuMicros'),
      },
    ]),
  );
  console.table(cases);
  const ratios = goals.map(({ name, over, under, read, atLeast, atMost }) => {
    const each = (slices.get(over) ?? []).map(
      (slice, i) => slice[read] / (slices.get(under)?.[i]?.[read] ?? Number.NaN),
    );
    const ratio = round(median(each));
    const met = (atLeast === undefined || ratio >= atLeast) && (atMost === undefined || ratio <= atMost);
    console.log(
      `${met ? 'ok  ' : 'MISS'} ${name}: ${ratio} (goal ${atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}`})`,
    );
    return { name, ratio, goal: atLeast === undefined ? { atMost } : { atLeast }, met };
  });
  const cpu = costs.map(({ name, over, under }) => {
    const each = (slices.get(over) ?? []).map(
      (slice, i) => slice.cpuMicros / (slices.get(under)?.[i]?.cpuMicros ?? Number.NaN),
    );
    console.log(`     ${name}: ${round(median(each))}`);
    return { name, ratio: round(median(each)) };
  });
  mkdirSync('bench/results', { recursive: true });
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  writeFileSync(
    'bench/results/gateway.json',
    `${JSON.stringify({ machine, rounds, sliceMs, ratios, cpu, cases }, null, 2)}\n`,
  );
  console.log('written to bench/results/gateway.json');
}

const mid = (list: Measured[], read: Read) => round(median(list.map((slice) => slice[read])));
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const round = (value: number) => Number(value.toPrecision(4));

const [mode, argument] = process.argv.slice(2);
if (mode === 'serve') {
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
  process.send?.(await startServer(argument as ServerName));
} else {
  await run(Number(mode ?? 7), Number(argument ?? 700));
}
