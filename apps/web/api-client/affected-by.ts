/** Which nouns on screen show something of a changed subject; the first part of a query's key is its noun. */
const dependents: Record<string, readonly string[]> = {
  model: ['models'],
  version: ['models', 'runs'],
  alias: ['models'],
  dataset: ['datasets'],
  run: ['runs', 'models'],
  evaluation: ['evaluations', 'models'],
  policy: ['policies'],
  endpoint: ['endpoints', 'models'],
  release: ['releases', 'models'],
  rollout: ['rollouts', 'releases', 'endpoints'],
  incident: ['incidents'],
  feedback: ['endpoints'],
  key: ['api-keys'],
  webhook: ['webhooks'],
};

export function affectedBy(subjectType: string): string[] {
  return [...(dependents[subjectType] ?? []), 'overview', 'audit'];
}
