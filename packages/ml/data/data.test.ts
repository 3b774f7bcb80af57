import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Card, decodeDataset, encodeDataset, labelsOf, parseCard, profileDataset, readDataset, readRows } from '.';

const card = (extra: object = {}): Card => parseCard({ name: 't', task: 'binary', target: 'y', ...extra });
const read = (text: string, extra: object = {}, limits = {}) =>
  readDataset({ body: new TextEncoder().encode(text), card: card(extra), limits });

const rows = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('\n');

describe('reading CSV', () => {
  test('quoted fields keep commas, quotes and line ends; CRLF and a missing last newline are fine', async () => {
    const data = await read('\uFEFFa,"b ""x""",y\r\n1,"p, ""q""\nr",no\r\n2,plain,yes');
    expect(data.columnNames).toEqual(['a', 'b "x"', 'y']);
    expect(readRows(data, { limit: 5 })).toEqual([
      { a: 1, 'b "x"': 'p, "q"\nr', y: 'no' },
      { a: 2, 'b "x"': 'plain', y: 'yes' },
    ]);
  });

  test('any cut of the stream gives the same rows', async () => {
    const text = 'a,b,y\n1,"x\r\n""1",no\r\n2,"",yes\n3,é,no\n';
    const bytes = new TextEncoder().encode(text);
    const whole = readRows(await read(text), { limit: 9 });
    for (let cut = 1; cut < bytes.length; cut++) {
      const body = (async function* () {
        yield bytes.subarray(0, cut);
        yield bytes.subarray(cut);
      })();
      expect(readRows(await readDataset({ body, card: card() }), { limit: 9 })).toEqual(whole);
    }
  });

  test.each([
    ['', '/file', 'empty'],
    ['a,y\n', '/file', 'no rows'],
    ['1,2\n3,4\n', '/file/lines/1', 'name the columns'],
    ['a,a,y\n1,2,3\n', '/file/lines/1/a', 'twice'],
    ['a,y\n1,yes\n1\n', '/file/lines/3', '1 fields where the header has 2'],
    ['a,y\n1,"yes\n2,no\n', '/file/lines/2', 'not closed'],
    ['a,y\n"1"x,yes\n', '/file/lines/2', 'after a closing quote'],
    ['a,y\n1"x,yes\n', '/file/lines/2', 'a quote inside'],
    ['a,z\n1,yes\n', '/card/target', 'no column "y"'],
    ['a,y\n1,yes\n2,\n', '/file/lines/3/y', 'target is missing'],
    ['a,y\n1,yes\n2,yes\n', '/card/target', 'at least two classes'],
    ['a,y\n1,yes\n2,no\n3,maybe\n', '/file/lines/4/y', 'takes 2'],
    ['a,y\n1,yes\nNaN,no\n', '/file/lines/3/a', 'not finite'],
    ['a,y\n1,yes\n1e39,no\n', '/file/lines/3/a', 'not finite'],
  ])('%j is refused at %s', async (text, pointer, detail) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'invalid_dataset',
      errors: [{ pointer, detail: expect.stringContaining(detail) }],
    });
  });

  test('a number is demanded where the card says numeric', async () => {
    await expect(read('a,y\nx,yes\n2,no\n', { features: [{ name: 'a', type: 'numeric' }] })).rejects.toMatchObject({
      errors: [{ pointer: '/file/lines/2/a' }],
    });
  });

  test('unpacked size is limited, so that a small gzip cannot fill the memory', async () => {
    const body = gzipSync(`a,y\n${rows(100_000, (i) => `${i},${i % 2}`)}`);
    await expect(readDataset({ body, card: card(), limits: { maxBytes: 10_000 } })).rejects.toMatchObject({
      code: 'resource_limit',
    });
    await expect(readDataset({ body: body.subarray(0, 5_000), card: card() })).rejects.toMatchObject({
      errors: [{ pointer: '/file' }],
    });
  });

  test('regression targets must be finite', async () => {
    await expect(read('a,y\n1,2\n2,Infinity\n', { task: 'regression' })).rejects.toMatchObject({
      errors: [{ pointer: '/file/lines/3/y' }],
    });
  });
});

describe('cards', () => {
  test('every bad field has its pointer', () => {
    const bad = {
      task: 'guess',
      features: [{ name: 'i', type: 'image', shape: [1, 2, 2], columns: ['a'] }],
      split: { train: 0.5, test: 0.2 },
    };
    expect(() => parseCard(bad)).toThrow(
      expect.objectContaining({
        errors: ['/card/name', '/card/target', '/card/task', '/card/features/0/columns', '/card/split'].map((pointer) =>
          expect.objectContaining({ pointer }),
        ),
      }),
    );
  });

  test('a map of features is understood, the target left out', () => {
    const parsed = parseCard({
      name: 'c',
      task: 'binary-classification',
      target: 'y',
      features: { a: 'numeric', b: 'text (long)', y: 'categorical' },
    });
    expect(parsed.features).toEqual([
      { name: 'a', type: 'numeric' },
      { name: 'b', type: 'text' },
    ]);
  });
});

test('a card whose feature names are patterns has its columns looked at', () => {
  const features = { 'p0..p63': 'numeric', '*': 'numeric' };
  expect(parseCard({ name: 'c', task: 'regression', target: 'y', features }).features).toBeUndefined();
});

describe('splits', () => {
  const text = `a,g,y\n${rows(1000, (i) => `${i},g${i % 17},${i % 5 === 0 ? 'yes' : 'no'}`)}`;

  test('the seed alone decides; classes keep their shares', async () => {
    const [one, two, other] = await Promise.all([
      read(text),
      read(text),
      read(text, { split: { train: 0.7, validation: 0.15, test: 0.15, seed: 8 } }),
    ]);
    expect(one.splits).toEqual(two.splits);
    expect(one.splits).not.toEqual(other.splits);
    for (const part of ['train', 'validation', 'test'] as const) {
      const share =
        (labelsOf(one, one.splits[part]) as string[]).filter((label) => label === 'yes').length /
        one.splits[part].length;
      expect(share).toBeCloseTo(0.2, 2);
    }
    expect(one.splits.train.length + one.splits.validation.length + one.splits.test.length).toBe(1000);
  });

  test('a group stays together', async () => {
    const data = await read(text, { group: 'g' });
    const owner = new Map<number, string>();
    for (const part of ['train', 'validation', 'test'] as const) {
      expect(data.splits[part].length).toBeGreaterThan(50);
      for (const row of data.splits[part]) {
        const group = data.group?.codes[row] ?? -1;
        expect(owner.get(group) ?? part).toBe(part);
        owner.set(group, part);
      }
    }
  });
});

test('the columnar file gives back the same data set', async () => {
  const data = await read('a,b,t,g,y\n1,x,"long text, é",s1,0\n,z,,s2,1\n3,,more,s1,1\n', {
    features: [
      { name: 'a', type: 'numeric' },
      { name: 'b', type: 'categorical' },
      { name: 't', type: 'text' },
    ],
    group: 'g',
  });
  expect(decodeDataset(encodeDataset(data))).toEqual(data);
  const moved = new Uint8Array(encodeDataset(data).length + 3);
  moved.set(encodeDataset(data), 3);
  expect(decodeDataset(moved.subarray(3))).toEqual(data);
  expect(() => decodeDataset(new Uint8Array(20))).toThrow('not a columnar data set');
});

test('the profile of the credit data', async () => {
  const root = new URL('../../../data/', import.meta.url);
  const data = await readDataset({
    body: readFileSync(new URL('credit_german.csv.gz', root)),
    card: parseCard(JSON.parse(readFileSync(new URL('credit_german.card.json', root), 'utf8'))),
  });
  const profile = profileDataset(data);
  expect(data.digest).toBe('sha256:584993877329142e1150e2c142888cfa16f653fab34b77d63c10ae82774c5a17');
  expect(profile.splits).toEqual({ train: 700, validation: 150, test: 150 });
  expect(profile.features).toHaveLength(20);
  expect(profile.features.find((feature) => feature.name === 'duration')).toMatchObject({
    type: 'numeric',
    count: 1000,
    missing: 0,
    mean: 20.903,
    sd: expect.closeTo(12.05881, 4),
    min: 4,
    max: 72,
    deciles: [9, 12, 12, 15, 18, 24, 24, 30, 36],
  });
  expect(profile.target).toEqual({
    type: 'classes',
    name: 'class',
    classes: [
      { value: 'good', count: 700 },
      { value: 'bad', count: 300 },
    ],
  });
});
