import { type Family, FamilyList, type FamilyOption } from '@gradus/contracts/api/runs';
import { families, type OptionSchema, type Family as TrainedFamily } from '@gradus/ml/families';
import type { z } from 'zod';
import { route } from './route';
import type { ApiApp } from './types';

export function familyRoutes(app: ApiApp): void {
  app.openapi(
    route({
      method: 'get',
      path: '/families',
      scope: 'read',
      tag: 'runs',
      summary: 'The model families and their options',
      status: 200,
      answer: FamilyList,
    }),
    async (c) => c.json({ items: Object.values(families).map(viewFamily) }, 200),
  );
}

const viewFamily = (family: TrainedFamily): Family => ({
  name: family.name,
  title: family.title,
  description: `Takes ${family.features.join(', ')} features.`,
  tasks: family.tasks,
  options: family.options.filter(({ path }) => path.startsWith(ARCHITECTURE)).map(viewOption),
});

const ARCHITECTURE = '/architecture/';

function viewOption(option: OptionSchema): z.infer<typeof FamilyOption> {
  const { label, description, type } = option;
  const shared = { name: option.path.slice(ARCHITECTURE.length), label, description, default: option.default };
  switch (type) {
    case 'integer':
    case 'number':
    case 'integers':
      return { ...shared, type, min: option.minimum, max: option.maximum };
    case 'choice':
      return { ...shared, type: 'enum', values: option.choices };
    case 'boolean':
      return { ...shared, type };
  }
}
