import { ApiError, type Client } from '@gradus/sdk';

interface Due {
  predictionId: string;
  label: string | number;
  dueAt: number;
  attempts: number;
}

const MAX_ITEMS = 10_000;
const MAX_ATTEMPTS = 8;
const RETRY_MS = 1_000;

export interface LabelCounts {
  accepted: number;
  rejected: number;
}

/** Posts labels in bulk once they are due. A prediction that has not arrived yet is asked for again a little later. */
export class LabelQueue {
  private waiting: Due[] = [];
  readonly counts: LabelCounts = { accepted: 0, rejected: 0 };

  constructor(
    private readonly client: Client,
    private readonly delayMs: number,
    private readonly now: () => number,
  ) {}

  get size(): number {
    return this.waiting.length;
  }

  add(predictionId: string, label: string | number): void {
    this.waiting.push({ predictionId, label, dueAt: this.now() + this.delayMs, attempts: 0 });
  }

  /** Posts what is due now. */
  async flush(): Promise<void> {
    const now = this.now();
    const due = this.waiting.filter((item) => item.dueAt <= now).slice(0, MAX_ITEMS);
    if (due.length === 0) return;
    const taken = new Set(due);
    this.waiting = this.waiting.filter((item) => !taken.has(item));
    try {
      await this.post(due);
    } catch (error) {
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) throw error;
      for (const item of due) this.again(item);
    }
  }

  private async post(due: Due[]): Promise<void> {
    const answer = await this.client.feedback.send(
      due.map(({ predictionId, label }) => ({ predictionId, row: 0, label })),
    );
    this.counts.accepted += answer.accepted;
    for (const { index, code } of answer.rejected) {
      const item = due[index];
      if (item && code === 'not_found') this.again(item);
      else this.counts.rejected++;
    }
  }

  private again(item: Due): void {
    if (item.attempts + 1 >= MAX_ATTEMPTS) this.counts.rejected++;
    else this.waiting.push({ ...item, attempts: item.attempts + 1, dueAt: this.now() + RETRY_MS });
  }
}
