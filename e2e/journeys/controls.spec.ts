import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { api, train } from '../support/client';
import { liveProject, startRollout } from '../support/project';
import { signIn } from '../support/session';

test('on-call pauses, resumes, advances and rolls back on a phone, in three taps', async ({ page }) => {
  const project = await liveProject('diagnosis-brake', 'breast_cancer', {
    approvals: { required: 0 },
    analysis: [{ metric: 'accuracy', margin: 1.5 }],
  });
  const version = await train({ ...settings(project), seed: 11 });
  const rollout = await startRollout(project, version);

  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page);
  await page.goto(`/rollouts/${rollout}`);
  for (const verb of ['Pause', 'Resume', 'Advance']) {
    await page.getByRole('button', { name: verb, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  // notifications lie over the page for a moment; what they cover is not the page's own size
  await expect(page.getByText('Advanced', { exact: true })).toBeHidden({ timeout: 15_000 });
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Roll back', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back', exact: true }).click();
  await expect(page.getByText(/rolled back/i).first()).toBeVisible();
  const endpoint = await api<{ stable: number; weight: number; candidate: number | null }>(
    'GET',
    `/endpoints/${project.endpoint}`,
  );
  expect(endpoint).toMatchObject({ stable: 1, weight: 0 });
});

test('a stale click is refused and names the true stage', async () => {
  const project = await liveProject('diagnosis-stale', 'breast_cancer', { approvals: { required: 0 }, analysis: [] });
  const version = await train({ ...settings(project), seed: 12 });
  const rollout = await startRollout(project, version);
  await api('POST', `/rollouts/${rollout}/advance`, { stage: 0 });
  await expect(api('POST', `/rollouts/${rollout}/advance`, { stage: 0 })).rejects.toThrow(/409.*stage 1/s);
  await api('POST', `/rollouts/${rollout}/rollback`, {});
});

const settings = (project: { model: string; dataset: string }) => ({
  model: project.model,
  dataset: project.dataset,
  family: 'logistic-regression',
  epochs: 20,
});
