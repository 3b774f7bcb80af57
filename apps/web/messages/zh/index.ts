import apiKeys from './api-keys.json';
import audit from './audit.json';
import datasets from './datasets.json';
import endpoints from './endpoints.json';
import evaluations from './evaluations.json';
import fields from './fields.json';
import incidents from './incidents.json';
import models from './models.json';
import overview from './overview.json';
import policies from './policies.json';
import releases from './releases.json';
import rollouts from './rollouts.json';
import runs from './runs.json';
import session from './session.json';
import shell from './shell.json';
import states from './states.json';
import system from './system.json';
import ui from './ui.json';
import versions from './versions.json';
import webhooks from './webhooks.json';

export const zh = {
  apiKeys,
  audit,
  datasets,
  endpoints,
  evaluations,
  fields,
  incidents,
  models,
  overview,
  policies,
  releases,
  rollouts,
  runs,
  session,
  shell,
  states,
  system,
  ui,
  versions,
  webhooks,
};
