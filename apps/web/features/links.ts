/** Where each thing lives; the one place that knows the addresses of screens. */
const segment = encodeURIComponent;

export const links = {
  model: (name: string) => `/models/${segment(name)}`,
  version: (model: string, version: number) => `/models/${segment(model)}/versions/${version}`,
  dataset: (id: string) => `/datasets/${segment(id)}`,
  run: (id: string) => `/runs/${segment(id)}`,
  evaluation: (id: string) => `/evaluations/${segment(id)}`,
  policy: (name: string) => `/policies/${segment(name)}`,
  endpoint: (name: string) => `/endpoints/${segment(name)}`,
  release: (id: string) => `/releases/${segment(id)}`,
  rollout: (id: string) => `/rollouts/${segment(id)}`,
  webhook: (id: string) => `/webhooks/${segment(id)}`,
};

/** The screen of an audit subject or a lineage node, when it has one. */
export function linkTo(type: string, id: string): string | null {
  switch (type) {
    case 'model':
      return links.model(id);
    case 'dataset':
      return links.dataset(id);
    case 'run':
      return links.run(id);
    case 'evaluation':
      return links.evaluation(id);
    case 'policy':
      return links.policy(id);
    case 'endpoint':
      return links.endpoint(id);
    case 'release':
      return links.release(id);
    case 'rollout':
      return links.rollout(id);
    case 'webhook':
      return links.webhook(id);
    default:
      return null;
  }
}
