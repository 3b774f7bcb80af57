import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Served } from '../serving/infer';

const BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

interface Series {
  labels: string;
  requests: number;
  errors: number;
  sumMs: number;
  /** counts below each bound, not cumulated */
  below: number[];
}

export interface Gauges {
  inFlight(): number;
  shed(): number;
  shadowDropped(): number;
  predictionsDropped(): number;
  spoolBytes(): number;
}

/** Prometheus text. Own counters, because a labelled prom-client observation costs as much as routing a request. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly series = new Map<string, Series>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  count({ endpoint, live, arm, latencyMs, error }: Served): void {
    const key = `${endpoint.name} ${live.version} ${arm}`;
    let series = this.series.get(key);
    if (!series) {
      const labels = `endpoint=${JSON.stringify(endpoint.name)},version="${live.version}",arm="${arm}"`;
      series = { labels, requests: 0, errors: 0, sumMs: 0, below: new Array<number>(BOUNDS_MS.length).fill(0) };
      this.series.set(key, series);
    }
    series.requests++;
    series.sumMs += latencyMs;
    if (error !== null) series.errors++;
    const i = BOUNDS_MS.findIndex((bound) => latencyMs <= bound);
    if (i >= 0) series.below[i] = (series.below[i] ?? 0) + 1;
  }

  async text(gauges: Gauges): Promise<string> {
    return `${await this.registry.metrics()}${this.requests()}${gaugeText(gauges)}`;
  }

  private requests(): string {
    const all = [...this.series.values()];
    return [
      '# TYPE gradus_gateway_requests_total counter',
      ...all.map((s) => `gradus_gateway_requests_total{${s.labels}} ${s.requests}`),
      '# TYPE gradus_gateway_errors_total counter',
      ...all.map((s) => `gradus_gateway_errors_total{${s.labels}} ${s.errors}`),
      '# TYPE gradus_gateway_latency_ms histogram',
      ...all.flatMap(latencyLines),
      '',
    ].join('\n');
  }
}

function latencyLines({ labels, below, requests, sumMs }: Series): string[] {
  let cumulated = 0;
  const buckets = BOUNDS_MS.map((bound, i) => {
    cumulated += below[i] ?? 0;
    return `gradus_gateway_latency_ms_bucket{${labels},le="${bound}"} ${cumulated}`;
  });
  return [
    ...buckets,
    `gradus_gateway_latency_ms_bucket{${labels},le="+Inf"} ${requests}`,
    `gradus_gateway_latency_ms_sum{${labels}} ${sumMs}`,
    `gradus_gateway_latency_ms_count{${labels}} ${requests}`,
  ];
}

const gaugeText = (gauges: Gauges): string =>
  [
    '# TYPE gradus_gateway_in_flight gauge',
    `gradus_gateway_in_flight ${gauges.inFlight()}`,
    '# TYPE gradus_gateway_shed_total counter',
    `gradus_gateway_shed_total ${gauges.shed()}`,
    '# TYPE gradus_gateway_shadow_dropped_total counter',
    `gradus_gateway_shadow_dropped_total ${gauges.shadowDropped()}`,
    '# TYPE gradus_gateway_predictions_dropped_total counter',
    `gradus_gateway_predictions_dropped_total ${gauges.predictionsDropped()}`,
    '# TYPE gradus_gateway_spool_bytes gauge',
    `gradus_gateway_spool_bytes ${gauges.spoolBytes()}`,
    '',
  ].join('\n');
