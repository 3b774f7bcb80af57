'use client';

import { Container } from '@mantine/core';
import { FailureAlert } from '../ui/states/failure';

export default function ErrorScreen({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <Container size="sm" py={80} component="main">
      <FailureAlert error={error} onRetry={reset} />
    </Container>
  );
}
