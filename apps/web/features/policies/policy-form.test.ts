import { expect, test } from 'vitest';
import { toBody, toForm, toFormPath, usualPolicy } from './policy-form';

test('a policy that goes through the form comes out the same', () => {
  const { stages, ...rest } = toBody(toForm(usualPolicy, 'standard'));
  const { stages: before, ...spec } = usualPolicy;
  expect(rest).toEqual({ name: 'standard', ...spec });
  expect(stages).toEqual(
    before.map(({ shadow, weight, ...stage }) => ({ ...(shadow ? { shadow } : { weight }), ...stage })),
  );
});

test('a margin for each stage is a list', () => {
  const form = toForm({ ...usualPolicy, analysis: [{ metric: 'accuracy', margin: [2, 1.5, 1.2] }] });
  expect(toBody(form).analysis).toEqual([{ metric: 'accuracy', margin: [2, 1.5, 1.2] }]);
});

test.each([
  ['stages.1.weight', 'stages.1.percent'],
  ['approvals.required', 'required'],
  ['analysis.0.margin.2', 'analysis.0.margin'],
  ['gates.0.metric', 'gates.0.metric'],
])('the API field %s is the form field %s', (api, form) => {
  expect(toFormPath(api)).toBe(form);
});
