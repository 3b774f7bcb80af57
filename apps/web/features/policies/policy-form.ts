import type { CreatePolicy, Policy } from '@gradus/contracts/api/policies';

export type PolicySpec = Omit<CreatePolicy, 'name'>;

/** Inputs hold text while someone types; an empty one is left out when sent. */
type Field = number | string;

export interface PolicyForm {
  name: string;
  gates: { key: string; metric: string; scenario: string; min: Field; max: Field; maxRegression: Field }[];
  required: Field;
  stages: { key: string; shadow: boolean; percent: Field; minSamples: Field; minSeconds: Field }[];
  analysis: { key: string; metric: string; margin: string; tolerance: Field; floor: Field }[];
  alpha: Field;
  labelHorizonSeconds: Field;
  maxStageSeconds: Field;
  unit: string;
  onTimeout: string;
  onNoData: string;
  onBusy: string;
}

export const usualPolicy: PolicySpec = {
  gates: [
    { metric: 'f1', scenario: 'clean', min: 0.6 },
    { metric: 'f1', scenario: 'clean', maxRegression: 0.01 },
  ],
  approvals: { required: 1 },
  stages: [
    { shadow: true, weight: 0, minSamples: 200, minSeconds: 0 },
    { shadow: false, weight: 0.05, minSamples: 200, minSeconds: 0 },
    { shadow: false, weight: 0.25, minSamples: 400, minSeconds: 0 },
    { shadow: false, weight: 1, minSamples: 0, minSeconds: 0 },
  ],
  analysis: [
    { metric: 'errorRate', margin: 1.5, tolerance: 0.02 },
    { metric: 'accuracy', margin: 1.5 },
  ],
  alpha: 0.05,
  unit: 'request',
  labelHorizonSeconds: 0,
  maxStageSeconds: 86_400,
  onTimeout: 'pause',
  onNoData: 'hold',
  onBusy: 'refuse',
};

export function toForm(spec: PolicySpec | Policy, name = ''): PolicyForm {
  return {
    name,
    gates: spec.gates.map((gate, at) => ({
      key: `gate-${at}`,
      metric: gate.metric,
      scenario: gate.scenario,
      min: gate.min ?? '',
      max: gate.max ?? '',
      maxRegression: gate.maxRegression ?? '',
    })),
    required: spec.approvals.required,
    stages: spec.stages.map(({ shadow, weight, minSamples, minSeconds }, at) => ({
      key: `stage-${at}`,
      shadow,
      percent: Math.round(weight * 1e6) / 1e4,
      minSamples,
      minSeconds,
    })),
    analysis: spec.analysis.map(({ metric, margin, tolerance, floor }, at) => ({
      key: `metric-${at}`,
      metric,
      margin: [margin].flat().join(', '),
      tolerance: tolerance ?? '',
      floor: floor ?? '',
    })),
    alpha: spec.alpha,
    labelHorizonSeconds: spec.labelHorizonSeconds,
    maxStageSeconds: spec.maxStageSeconds,
    unit: spec.unit,
    onTimeout: spec.onTimeout,
    onNoData: spec.onNoData,
    onBusy: spec.onBusy,
  };
}

/** The body of `POST /policies`; the API judges it and points at what is wrong. */
export function toBody(form: PolicyForm): Record<string, unknown> {
  return {
    name: form.name,
    gates: form.gates.map(({ key: _key, ...gate }) => withoutEmpty(gate)),
    approvals: { required: form.required },
    stages: form.stages.map(({ shadow, percent, minSamples, minSeconds }) => ({
      ...(shadow ? { shadow } : { weight: Number(percent) / 100 }),
      minSamples: Number(minSamples),
      minSeconds: Number(minSeconds),
    })),
    analysis: form.analysis.map(({ metric, margin, tolerance, floor }) =>
      withoutEmpty({ metric, margin: parseMargin(margin), tolerance, floor }),
    ),
    alpha: form.alpha,
    unit: form.unit,
    labelHorizonSeconds: form.labelHorizonSeconds,
    maxStageSeconds: form.maxStageSeconds,
    onTimeout: form.onTimeout,
    onNoData: form.onNoData,
    onBusy: form.onBusy,
  };
}

function withoutEmpty(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
}

function parseMargin(text: string): number | number[] {
  const numbers = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);
  return numbers.length === 1 && numbers[0] !== undefined ? numbers[0] : numbers;
}

/** Where the API points at a field that the form calls otherwise. */
export function toFormPath(path: string): string {
  if (path === 'approvals.required' || path === 'approvals') return 'required';
  return path.replace(/^(stages\.\d+)\.weight$/, '$1.percent').replace(/^(analysis\.\d+\.margin)\.\d+$/, '$1');
}
