import { expect, test } from '@playwright/test';
import { credentials } from './support/system';

test('everything says that it is ready', async ({ request }) => {
  const answer = await request.get('/api/ready');
  expect(await answer.json()).toEqual({ postgres: 'ok', redis: 'off', worker: 'ok', gateway: 'ok' });
});

test('the key in the credentials file opens the API', async ({ request }) => {
  const { apiKey } = credentials();
  const answer = await request.get('/api/v1/models', { headers: { authorization: `Bearer ${apiKey}` } });
  expect(answer.status()).toBe(200);
});

test('a visitor is led to the sign-in page', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
});
