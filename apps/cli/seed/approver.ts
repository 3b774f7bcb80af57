import { type Client, createClient } from '@gradus/sdk';

export interface Approver {
  client: Client;
  /** The key ends with the program. */
  revoke(): Promise<void>;
}

/** Who asks for a release can't approve it: a second key, for approvals alone, does. */
export async function createApprover(admin: Client, url: string): Promise<Approver> {
  const created = await admin.send<{ id: string; key: string }>({
    method: 'POST',
    path: '/api/v1/api-keys',
    body: { name: 'demo approver', scopes: ['read', 'approve'] },
  });
  return {
    client: createClient({ url, apiKey: created.key }),
    revoke: async () => {
      await admin.send({ method: 'DELETE', path: `/api/v1/api-keys/${created.id}` });
    },
  };
}
