import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../support/axe';
import { api, train, until } from '../support/client';
import { type Release, readRelease } from '../support/project';
import { signIn } from '../support/session';
import { startTraffic } from '../support/traffic';

const data = join(import.meta.dirname, '..', '..', 'data', 'credit_german.csv.gz');

/** gzip hides the header from the browser, so the target is typed */
test('from a file to the champion: upload, train, release, approve, complete', async ({ page }) => {
  await signIn(page);

  await page.getByRole('link', { name: 'Datasets', exact: true }).first().click();
  await page.getByRole('link', { name: 'Upload a dataset' }).first().click();
  await expect(page).toHaveURL(/\/datasets\/new/);
  await page.locator('input[type=file]').setInputFiles(data);
  await page.getByLabel('Name', { exact: true }).fill('loop-data');
  await page.getByLabel('Target', { exact: true }).fill('class');
  await page.getByLabel('Positive class').fill('bad');
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page).toHaveURL(/\/datasets\/dst_/, { timeout: 30_000 });
  await expect(page.getByText('credit_amount').first()).toBeVisible();
  await expectAccessible(page);
  const dataset = page.url().split('/').at(-1) ?? '';

  await page.goto(`/runs/new?dataset=${dataset}`);
  await page.getByLabel('Model', { exact: true }).fill('loop');
  await page.getByRole('button', { name: 'Start the run' }).click();
  await expect(page).toHaveURL(/\/runs\/run_/, { timeout: 30_000 });
  await expect(page.getByRole('link', { name: 'Open version 1' })).toBeVisible({ timeout: 90_000 });
  await expectAccessible(page);

  await api('POST', '/endpoints', { name: 'loop-prod', model: 'loop' });
  await api('POST', '/policies', {
    name: 'loop-policy',
    gates: [{ metric: 'accuracy', scenario: 'clean', min: 0.6 }],
    stages: [
      { shadow: true, minSamples: 50 },
      { weight: 0.05, minSamples: 20 },
      { weight: 0.25, minSamples: 50 },
      { weight: 1 },
    ],
    analysis: [
      { metric: 'errorRate', margin: 3, tolerance: 0.1 },
      { metric: 'accuracy', margin: 2 },
    ],
  });
  const first = await api<Release>('POST', '/releases', { endpoint: 'loop-prod', version: 1, policy: 'loop-policy' });
  await until(
    () => readRelease(first.id),
    ({ status }) => status === 'awaiting_approval',
    60,
  );
  await page.goto(`/releases/${first.id}`);
  // who trained the version can't be its only approver, and the page says so
  await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled();
  await colleagueApproves(first.id);
  await until(
    () => readRelease(first.id),
    ({ status }) => status === 'released',
    60,
  );

  // better than version 1 on the rows that are replayed, so that more traffic never speaks against it
  const version = await train({
    model: 'loop',
    dataset,
    family: 'mlp',
    architecture: { layers: [16] },
    optimizer: { name: 'adam', learningRate: 0.003 },
    regularization: { l2: 0.003, dropout: 0.3 },
    epochs: 20,
    batchSize: 32,
    seed: 9,
  });
  const second = await api<Release>('POST', '/releases', { endpoint: 'loop-prod', version, policy: 'loop-policy' });
  await approve(page, second.id);
  const traffic = startTraffic('loop-prod', 1, 'loop', dataset, 'class');
  try {
    const { rollout } = await until(
      () => readRelease(second.id),
      (r) => r.rollout !== null,
      30,
    );
    await page.goto(`/rollouts/${rollout}`);
    await expect(page.getByText(/completed/i).first()).toBeVisible({ timeout: 150_000 });
    await expectAccessible(page);
  } finally {
    await traffic.stop();
  }
  await page.goto('/models/loop');
  await expect(page.getByText('champion').first()).toBeVisible();
  const model = await api<{ aliases: { name: string; version: number }[] }>('GET', '/models/loop');
  expect(model.aliases).toContainEqual(expect.objectContaining({ name: 'champion', version }));
});

async function approve(page: Page, release: string): Promise<void> {
  await page.goto(`/releases/${release}`);
  await page.getByRole('button', { name: 'Approve' }).click({ timeout: 90_000 });
  await page.getByLabel('Comment').fill('gates are green');
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function colleagueApproves(release: string): Promise<void> {
  const { key } = await api<{ key: string }>('POST', '/api-keys', { name: 'a colleague', scopes: ['read', 'approve'] });
  await api('POST', `/releases/${release}/approve`, { comment: 'first model' }, key);
}
