export interface VersionReport {
  requests: number;
  /** answers whose label was the true one */
  correct: number;
}

export interface TrafficReport {
  sent: number;
  answered: number;
  failed: number;
  labelsAccepted: number;
  labelsRejected: number;
  seconds: number;
  p50Ms: number | null;
  p95Ms: number | null;
  versions: Record<string, VersionReport>;
  /** the last thing that went wrong, in words */
  lastError: string | null;
}

/** Counts what happened to each request. */
export class Tally {
  private readonly latencies: number[] = [];
  private readonly versions: Record<string, VersionReport> = {};
  private failed = 0;
  private lastError: string | null = null;
  sent = 0;

  answered(version: string, correct: boolean, latencyMs: number): void {
    const report = this.of(version);
    report.requests++;
    if (correct) report.correct++;
    this.latencies.push(latencyMs);
  }

  fail(message: string): void {
    this.failed++;
    this.lastError = message;
  }

  report(seconds: number, labels: { accepted: number; rejected: number }): TrafficReport {
    const sorted = [...this.latencies].sort((a, b) => a - b);
    return {
      sent: this.sent,
      answered: sorted.length,
      failed: this.failed,
      labelsAccepted: labels.accepted,
      labelsRejected: labels.rejected,
      seconds: Math.round(seconds * 10) / 10,
      p50Ms: at(sorted, 0.5),
      p95Ms: at(sorted, 0.95),
      versions: this.versions,
      lastError: this.lastError,
    };
  }

  private of(version: string): VersionReport {
    this.versions[version] ??= { requests: 0, correct: 0 };
    return this.versions[version];
  }
}

function at(sorted: number[], share: number): number | null {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return value === undefined ? null : Math.round(value * 100) / 100;
}
