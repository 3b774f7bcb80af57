import type { Problem } from '@gradus/contracts/problem';

/** A refusal of the API (RFC 9457). `code` is stable; `errors` point at the bad fields of the request. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: Problem['errors'];
  readonly requestId: string | null;

  constructor(status: number, problem: Partial<Problem>, fallback: string) {
    const fields = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
    const detail = problem.detail ?? problem.title ?? fallback;
    super(fields === '' ? detail : `${detail} (${fields})`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId ?? null;
  }
}
