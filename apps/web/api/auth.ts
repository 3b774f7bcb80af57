import type { Database } from '@gradus/db';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';

export interface AuthOptions {
  db: Database;
  secret: string;
  /** where browsers find this server; cookies are `Secure` when it is https */
  publicUrl: string;
}

/** Sign-in with email and password; there is no sign-up. Sign-in attempts are limited by `limitSignIn`. */
export const createAuth = ({ db, secret, publicUrl }: AuthOptions) =>
  betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: prismaAdapter(db.prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    user: { additionalFields: { role: { type: 'string', input: false, defaultValue: 'viewer' } } },
    // A page of this server, under whichever of its names the browser used.
    trustedOrigins: (request) => (request === undefined ? [] : [new URL(request.url).origin]),
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: { cookiePrefix: 'gradus', defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' } },
    logger: { disabled: true },
  });

export type Auth = ReturnType<typeof createAuth>;
