import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness, post, tensor, until } from './testing/harness';

describe('what a client can get wrong', () => {
  let harness: Harness;
  let url: string;
  beforeAll(async () => {
    harness = await Harness.start();
    await harness.route({ stable: await harness.addVersion(1) });
    const started = await harness.gateway();
    url = started.url;
    await until(() => started.gateway.snapshot.endpoints.size === 1);
  });
  afterAll(() => harness.close());

  it.each<[string, unknown, RegExp]>([
    ['no JSON', '{"inputs": [', /^the body is not JSON: /],
    ['an array', [], /must be a JSON object, not an array/],
    ['no inputs', {}, /"inputs" must be an array of tensors, not absent/],
    [
      'an unknown input',
      { inputs: [tensor([1, 0], { name: 'x' })] },
      /input "x" is not an input of this model; it takes "numeric"/,
    ],
    ['a missing input', { inputs: [] }, /input "numeric" is missing/],
    ['an input twice', { inputs: [tensor(), tensor()] }, /input "numeric" is given 2 times/],
    [
      'a wrong datatype',
      { inputs: [tensor([1, 0], { datatype: 'INT64' })] },
      /input "numeric": datatype must be "FP32", not "INT64"/,
    ],
    [
      'a wrong shape',
      { inputs: [tensor([1, 0, 0], { shape: [1, 3] })] },
      /input "numeric": shape \[1, 3\] does not fit \[-1, 2\]/,
    ],
    [
      'a shape of text',
      { inputs: [tensor([1, 0], { shape: ['1', 2] })] },
      /input "numeric": "shape" must be an array of whole numbers/,
    ],
    ['too few values', { inputs: [tensor([1])] }, /input "numeric": "data" has 1 values, shape \[1, 2\] needs 2/],
    [
      'text among numbers',
      { inputs: [tensor([1, 'a'])] },
      /input "numeric": data\[1\] must be a number, or null for missing, not "a"/,
    ],
    ['a number too large', { inputs: [tensor([1, 1e300])] }, /data\[1\] is too large for FP32/],
    ['no data', { inputs: [tensor(null)] }, /input "numeric": "data" must be an array/],
    ['no rows', { inputs: [tensor([], { shape: [0, 2] })] }, /the request has no rows/],
    ['too many rows', { inputs: [tensor(new Array(34).fill(0), { shape: [17, 2] })] }, /has 17 rows; at most 16/],
    [
      'an unknown output',
      { inputs: [tensor()], outputs: [{ name: 'y' }] },
      /output "y" is not an output of this model/,
    ],
    ['an id that is no text', { id: 7, inputs: [tensor()] }, /"id" must be a string, not a number/],
  ])('%s is a 400 that says so', async (_, body, message) => {
    const answer = await post(url, body);
    expect(answer.body.error).toMatch(message);
    expect(answer.status).toBe(400);
  });

  it('takes nested data, null for missing, and answers only the outputs asked for', async () => {
    const { status, body } = await post(url, {
      inputs: [
        tensor(
          [
            [1, 0],
            [0, 1],
          ],
          { shape: [2, 2] },
        ),
      ],
      outputs: [{ name: 'label' }],
    });
    expect(status).toBe(200);
    expect(body.outputs).toEqual([{ name: 'label', datatype: 'INT64', shape: [2], data: [0, 1] }]);
  });

  it.each([
    ['/v2/models/nobody/infer', 404, /model "nobody" is not known/],
    ['/v2/models/e/versions/7/infer', 404, /does not serve version 7; it serves 1/],
  ])('%s is %i', async (path, expected, message) => {
    const { status, body } = await post(url, { inputs: [tensor()] }, {}, path);
    expect(status).toBe(expected);
    expect(body.error).toMatch(message);
  });

  it('refuses a body over the limit with 413, also when it comes without a length', async () => {
    const large = JSON.stringify({ pad: 'x'.repeat(200_000) });
    expect((await post(url, large)).status).toBe(413);
    const stream = new Blob([large]).stream();
    const chunked = await fetch(`${url}/v2/models/e/infer`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit).then(
      (response) => response.status,
      () => 413, // the server may close before the client has read the answer
    );
    expect(chunked).toBe(413);
  });

  it('sheds load with 503 and Retry-After', async () => {
    const { gateway, url: busy } = await harness.gateway({ id: 'g2', maxInFlight: 1 });
    await until(() => gateway.snapshot.endpoints.size === 1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(busy, { inputs: [tensor()] })));
    const shed = answers.filter(({ status }) => status === 503);
    expect(shed.length).toBeGreaterThan(0);
    expect(shed[0]?.headers.get('retry-after')).toBe('1');
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });

  it('asks for a key with scope infer when it must', async () => {
    const hash = (key: string) => createHash('sha256').update(key).digest('hex');
    await harness.db.pool.query(
      `INSERT INTO api_keys (id, name, prefix, hash, scopes, created_at) VALUES
       ('key_1', 'a', 'a', $1, '{infer}', now()), ('key_2', 'b', 'b', $2, '{read}', now())`,
      [hash('good'), hash('weak')],
    );
    const { gateway, url: guarded } = await harness.gateway({ id: 'g3', authRequired: true });
    await until(() => gateway.snapshot.endpoints.size === 1);
    const ask = async (headers: Record<string, string>) =>
      (await post(guarded, { inputs: [tensor()] }, headers)).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: 'Bearer wrong' })).toBe(401);
    expect(await ask({ authorization: 'Bearer weak' })).toBe(403);
    expect(await ask({ authorization: 'Bearer good' })).toBe(200);
  });
});
