import { expect, type Page } from '@playwright/test';
import { credentials } from './system';

/** Signs in as the seeded administrator, as a person would. */
export async function signIn(page: Page): Promise<void> {
  const { adminEmail, adminPassword } = credentials();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(adminEmail);
  await page.getByLabel('Password', { exact: true }).fill(adminPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
