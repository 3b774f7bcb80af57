import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const repositoryRoot = path.join(import.meta.dirname, '..', '..');

const config: NextConfig = {
  turbopack: { root: repositoryRoot },
  outputFileTracingRoot: repositoryRoot,
  transpilePackages: ['@gradus/contracts', '@gradus/core'],
  poweredByHeader: false,
  // `npm run types` checks the whole repository at once; a build on a fresh machine does not pay for it twice
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  devIndicators: false,
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'] },
};

export default createNextIntlPlugin('./i18n/request.ts')(config);
