import type { MetricPoint } from '@gradus/contracts/api/endpoints';
import type { Database } from '@gradus/db';
import { wilsonInterval } from '@gradus/stats/intervals';
import { type Confusion, f1Of } from './confusion';
import type { Range } from './range';
import { pointKey } from './traffic';

type Quality = Pick<MetricPoint, 'labelled' | 'accuracy' | 'accuracyInterval' | 'f1'>;

interface Row {
  bin: number;
  version: number;
  arm: string;
  predicted: string;
  truth: string;
  n: number;
}

/** Accuracy and F1 of the predictions whose label has come, by `pointKey`. A regression has neither. */
export async function readLabelled(db: Database, endpointId: string, range: Range): Promise<Map<string, Quality>> {
  const task = await readTask(db, endpointId);
  if (task.regression) return new Map();
  const { rows } = await db.pool.query<Row>(
    `SELECT floor(extract(epoch FROM p.at) / $4)::int AS bin, p.version, p.arm, p.label AS predicted, l.label AS truth,
       count(*)::int AS n
     FROM predictions p JOIN labels l ON l.prediction_id = COALESCE(p.paired_with, p.id) AND l.row = p.row
     WHERE p.endpoint_id = $1 AND p.at >= $2 AND p.at < $3 AND p.label IS NOT NULL
     GROUP BY 1, 2, 3, 4, 5`,
    [endpointId, range.from, range.to, range.stepSeconds],
  );
  const confusions = new Map<string, Confusion>();
  for (const row of rows) {
    const key = pointKey(row);
    const cells = confusions.get(key) ?? [];
    cells.push(row);
    confusions.set(key, cells);
  }
  return new Map([...confusions].map(([key, cells]) => [key, qualityOf(cells, task.positive)]));
}

function qualityOf(cells: Confusion, positive: string | null): Quality {
  const labelled = cells.reduce((sum, cell) => sum + cell.n, 0);
  const hits = cells.reduce((sum, cell) => sum + (cell.predicted === cell.truth ? cell.n : 0), 0);
  return {
    labelled,
    accuracy: hits / labelled,
    accuracyInterval: wilsonInterval(hits, labelled),
    f1: f1Of(cells, positive),
  };
}

/** The positive class is that of the data set that the latest version was trained on. */
async function readTask(db: Database, endpointId: string): Promise<{ regression: boolean; positive: string | null }> {
  const { rows } = await db.pool.query<{ task: string | null; positive: string | null }>(
    `SELECT COALESCE(m.task, d.task) AS task, CASE WHEN d.task = 'binary' THEN d.positive END AS positive
     FROM endpoints e JOIN models m ON m.id = e.model_id
     LEFT JOIN versions v ON v.model_id = m.id LEFT JOIN datasets d ON d.id = v.dataset_id
     WHERE e.id = $1 ORDER BY d.id IS NULL, v.number DESC LIMIT 1`,
    [endpointId],
  );
  return { regression: rows[0]?.task === 'regression', positive: rows[0]?.positive ?? null };
}
