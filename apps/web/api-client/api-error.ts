import type { Problem } from '@gradus/contracts/problem';

/** A refusal of the API. Status 0 means that no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string | null;
  readonly requestId: string | null;
  readonly fields: { pointer: string; detail: string }[];

  constructor(status: number, problem: Problem | null, requestId: string | null, options?: ErrorOptions) {
    super(problem?.detail ?? '', options);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem?.code ?? (status === 0 ? 'unreachable' : 'internal');
    this.title = problem?.title ?? null;
    this.requestId = problem?.requestId ?? requestId;
    this.fields = problem?.errors ?? [];
  }
}

/** Form errors by field path: `/optimizer/learningRate` becomes `optimizer.learningRate`, as Mantine's forms name it. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(error.fields.map(({ pointer, detail }) => [pointerToPath(pointer), detail]));
}

export function pointerToPath(pointer: string): string {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}
