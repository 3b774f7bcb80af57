/** Where to go after signing in: a path of this site only, never another host. */
export function returnPath(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.startsWith('/\\') || next.startsWith('/sign-in'))
    return '/';
  return next;
}
