'use client';

import type { Overview } from '@gradus/contracts/api/overview';
import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { Time } from '../../ui/time';
import { linkTo } from '../links';
import { subjectName, useEventWord } from './event-words';

const shownEvents = 8;

export function EventList({ events }: { events: Overview['events'] }) {
  const t = useTranslations('overview');
  const word = useEventWord();
  return (
    <Panel title={t('events')} aside={<TextLink href="/audit">{t('all')}</TextLink>}>
      {events.length === 0 ? <Text c="dimmed">{t('eventsNone')}</Text> : null}
      <Stack gap={4}>
        {events.slice(0, shownEvents).map((event) => {
          const name = subjectName(event);
          const sentence = name ? `${word(event.action)}: ${name}` : word(event.action);
          const href = linkTo(event.subject.type, event.subject.id);
          return (
            <Text key={event.seq} size="sm" component="div">
              {event.actor.name}{' '}
              {href ? (
                <TextLink href={href} underline="always">
                  {sentence}
                </TextLink>
              ) : (
                sentence
              )}{' '}
              <Text span c="dimmed" size="sm">
                · <Time iso={event.at} />
              </Text>
            </Text>
          );
        })}
      </Stack>
    </Panel>
  );
}
