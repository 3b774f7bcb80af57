import type { FieldError } from '../error';
import type { AnalysisSpec, PolicySpec } from './types';

/** The rules between the fields of a policy; its shape was checked before. An empty list means valid. */
export function validatePolicy(policy: PolicySpec): FieldError[] {
  return [
    ...validateStages(policy),
    ...policy.analysis.flatMap((spec, i) => validateAnalysis(spec, `/analysis/${i}`, policy.stages.length)),
    ...duplicateMetrics(policy),
    ...policy.gates.flatMap((gate, i) =>
      gate.min !== undefined && gate.max !== undefined && gate.min > gate.max
        ? [{ pointer: `/gates/${i}/min`, detail: 'min is above max, so that nothing can pass' }]
        : [],
    ),
    ...check(policy.alpha > 0 && policy.alpha < 1, '/alpha', 'alpha lies between 0 and 1'),
    ...check(policy.maxStageSeconds > 0, '/maxStageSeconds', 'a stage needs some time'),
    ...check(policy.labelHorizonSeconds >= 0, '/labelHorizonSeconds', 'a horizon is not negative'),
    ...check(
      Number.isInteger(policy.approvals.required) && policy.approvals.required >= 0,
      '/approvals/required',
      'a whole number, 0 or more',
    ),
  ];
}

function validateStages({ stages, maxStageSeconds }: PolicySpec): FieldError[] {
  const errors: FieldError[] = [];
  let weight = 0;
  for (const [i, stage] of stages.entries()) {
    const at = `/stages/${i}`;
    if (stage.shadow) {
      errors.push(...check(stage.weight === 0, `${at}/weight`, 'a shadow stage serves no traffic: its weight is 0'));
      errors.push(...check(weight === 0, `${at}/shadow`, 'a shadow stage comes before those that serve traffic'));
    } else {
      errors.push(...check(stage.weight > 0 && stage.weight <= 1, `${at}/weight`, 'a weight lies in (0, 1]'));
      errors.push(...check(!(stage.weight <= weight), `${at}/weight`, `weights rise: this is not above ${weight}`));
      weight = Math.max(weight, stage.weight);
    }
    errors.push(...check(stage.minSamples >= 0, `${at}/minSamples`, '0 or more'));
    errors.push(...check(stage.minSeconds <= maxStageSeconds, `${at}/minSeconds`, 'above maxStageSeconds'));
  }
  const last = stages[stages.length - 1];
  if (last === undefined) return [{ pointer: '/stages', detail: 'at least one stage is needed' }];
  if (last.shadow || last.weight !== 1) {
    errors.push({
      pointer: `/stages/${stages.length - 1}/weight`,
      detail: 'the last stage serves all traffic: its weight is 1',
    });
  }
  return errors;
}

function validateAnalysis(spec: AnalysisSpec, at: string, stages: number): FieldError[] {
  const { metric, margin, tolerance } = spec;
  const list = typeof margin === 'number' ? [margin] : margin;
  const pointer = (i: number) => (typeof margin === 'number' ? `${at}/margin` : `${at}/margin/${i}`);
  return [
    ...list.flatMap((value, i) =>
      metric === 'f1'
        ? check(value >= 0 && value < 1, pointer(i), 'a margin of f1 is a difference: 0 or more, below 1')
        : check(value >= 1, pointer(i), 'a margin is a relative risk of at least 1'),
    ),
    ...validateLevels(spec, at),
    ...check(
      typeof margin === 'number' || margin.length === stages,
      `${at}/margin`,
      `one margin for each of the ${stages} stages, or one for all`,
    ),
    ...check(tolerance === undefined || (tolerance >= 0 && tolerance <= 1), `${at}/tolerance`, 'a level in [0, 1]'),
  ];
}

function validateLevels({ metric, tolerance, floor }: AnalysisSpec, at: string): FieldError[] {
  if (metric !== 'f1') return check(floor === undefined, `${at}/floor`, 'only f1 has a floor');
  return [
    ...check(floor === undefined || (floor > 0 && floor < 1), `${at}/floor`, 'a floor lies between 0 and 1'),
    ...check(tolerance === undefined, `${at}/tolerance`, 'f1 has no tolerance: give it a floor'),
  ];
}

function duplicateMetrics({ analysis }: PolicySpec): FieldError[] {
  const seen = new Set<string>();
  return analysis.flatMap(({ metric }, i) => {
    const known = seen.has(metric);
    seen.add(metric);
    return check(!known, `/analysis/${i}/metric`, `${metric} is analysed already`);
  });
}

const check = (valid: boolean, pointer: string, detail: string): FieldError[] => (valid ? [] : [{ pointer, detail }]);
