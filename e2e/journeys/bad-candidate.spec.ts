import { expect, test } from '@playwright/test';
import { api, train } from '../support/client';
import { liveProject, startRollout } from '../support/project';
import { signIn } from '../support/session';
import { startTraffic } from '../support/traffic';

test('a candidate trained on shuffled labels is rolled back by the system, which says why', async ({ page }) => {
  const project = await liveProject('diagnosis-bad', 'breast_cancer', {
    approvals: { required: 0 },
    analysis: [{ metric: 'accuracy', margin: 1.5, tolerance: 0.1 }],
  });
  const version = await train({
    model: project.model,
    dataset: project.dataset,
    family: 'logistic-regression',
    epochs: 20,
    seed: 3,
    labelNoise: 1,
  });
  const rollout = await startRollout(project, version, 'trained on shuffled labels on purpose');
  const traffic = startTraffic(project.endpoint, 1, project.model, project.dataset, 'diagnosis');
  try {
    await signIn(page);
    await page.goto(`/rollouts/${rollout}`);
    await expect(page.getByText(/rolled back/i).first()).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText(/accuracy/i).first()).toBeVisible();
  } finally {
    await traffic.stop();
  }
  const { decisions } = await api<{ decisions: { action: string; metric: string; reason: string }[] }>(
    'GET',
    `/rollouts/${rollout}`,
  );
  const verdict = decisions.find(({ action }) => action === 'rollback');
  expect(verdict).toMatchObject({ metric: 'accuracy' });
  expect(verdict?.reason.length).toBeGreaterThan(20);
  expect(await champion(project.model)).toBe(1);
});

async function champion(model: string): Promise<number | null> {
  const { aliases } = await api<{ aliases: { name: string; version: number }[] }>('GET', `/models/${model}`);
  return aliases.find(({ name }) => name === 'champion')?.version ?? null;
}
