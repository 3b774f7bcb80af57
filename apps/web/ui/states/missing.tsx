'use client';

import { Container, Stack, Text, Title } from '@mantine/core';
import { TextLink } from '../link';

export function Missing({ title, advice }: { title: string; advice: string }) {
  return (
    <Container size="xs" py={80} component="main">
      <title>{`${title} · Gradus`}</title>
      <Stack gap="sm">
        <Title order={1}>{title}</Title>
        <Text>{advice}</Text>
        <TextLink href="/">Gradus</TextLink>
      </Stack>
    </Container>
  );
}
