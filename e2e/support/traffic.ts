import { api } from './client';
import { credentials } from './system';

interface Rows {
  columns: string[];
  rows: (string | number | null)[][];
}

interface Tensor {
  name: string;
  datatype: string;
  columns: string[];
}

export interface Traffic {
  /** stops the flow and waits for the requests under way */
  stop(): Promise<number>;
}

/**
 * Plays the test rows of a dataset against an endpoint until it is stopped, with a sticky key per row,
 * and sends each true label after its prediction.
 */
export function startTraffic(
  endpoint: string,
  version: number,
  model: string,
  dataset: string,
  target: string,
): Traffic {
  let running = true;
  let sent = 0;
  const flow = (async () => {
    const { signature } = await api<{ signature: { inputs: Tensor[] } }>('GET', `/models/${model}/versions/${version}`);
    const { columns, rows } = await api<Rows>('GET', `/datasets/${dataset}/rows?split=test&limit=1000`);
    const truth = columns.indexOf(target);
    while (running) {
      const batch = await Promise.all(
        Array.from({ length: 32 }, async () => {
          const row = rows[sent % rows.length] ?? [];
          const key = `customer-${sent++}`;
          const predictionId = await infer(endpoint, key, tensorsOf(signature.inputs, columns, row));
          return { predictionId, label: String(row[truth]) };
        }),
      );
      await acceptLabels(batch);
    }
  })();
  return {
    async stop() {
      running = false;
      await flow;
      return sent;
    },
  };
}

const tensorsOf = (inputs: Tensor[], columns: string[], row: (string | number | null)[]) =>
  inputs.map(({ name, datatype, columns: names }) => ({
    name,
    datatype,
    shape: [1, names.length],
    data: names.map((column) => row[columns.indexOf(column)] ?? (datatype === 'BYTES' ? '' : null)),
  }));

async function infer(endpoint: string, key: string, inputs: object[]): Promise<string> {
  const response = await fetch(`${credentials().gatewayUrl}/v2/models/${endpoint}/infer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-routing-key': key },
    body: JSON.stringify({ id: key, inputs }),
  });
  const answer = (await response.json()) as { parameters?: { prediction_id: string }; error?: string };
  if (!answer.parameters) throw new Error(`the gateway answered ${response.status}: ${answer.error}`);
  return answer.parameters.prediction_id;
}

interface Label {
  predictionId: string;
  label: string;
}

/** A label can overtake its prediction, which gateways ship in batches: what is not known yet is sent again. */
async function acceptLabels(labels: Label[]): Promise<void> {
  let waiting = labels;
  const deadline = Date.now() + 20_000;
  while (waiting.length > 0) {
    const answer = await api<{ rejected: { index: number; code: string; detail: string }[] }>('POST', '/feedback', {
      items: waiting,
    });
    waiting = answer.rejected.flatMap(({ index }) => waiting[index] ?? []);
    if (waiting.length === 0) return;
    if (Date.now() > deadline) throw new Error(`labels were not taken: ${answer.rejected[0]?.detail}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
