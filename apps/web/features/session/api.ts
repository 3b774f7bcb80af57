'use client';

import type { Me as MeSchema, Scope } from '@gradus/contracts/api/admin';
import type { z } from 'zod';
import { useResource } from '../../api-client/queries';
import { request } from '../../api-client/request';

export type Me = z.infer<typeof MeSchema>;

export const signIn = (body: { email: string; password: string }) =>
  request<unknown>('/api/auth/sign-in/email', { method: 'POST', body });

export const signOut = () => request<unknown>('/api/auth/sign-out', { method: 'POST', body: {} });

export const useMe = () => useResource<Me>(['me'], {}, { staleTime: 60_000 });

/** Whether the caller holds a scope; false while that is not known yet. */
export function useCan(scope: Scope): boolean {
  return useMe().data?.scopes.some((held) => held === scope || held === 'admin') ?? false;
}
