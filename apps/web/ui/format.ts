'use client';

import { useLocale, useNow } from 'next-intl';
import { useMemo } from 'react';

export interface Format {
  /** up to four significant digits; a dash for no data, which differs from 0 */
  number(value: number | null | undefined, digits?: number): string;
  integer(value: number | null | undefined): string;
  percent(share: number | null | undefined, digits?: number): string;
  ms(value: number | null | undefined): string;
  bytes(value: number | null | undefined): string;
  dateTime(iso: string): string;
  clock(at: number): string;
  /** day and time, for axes longer than a day */
  moment(at: number): string;
  relative(iso: string): string;
  duration(ms: number): string;
}

export const noData = '–';

export function useFormat(): Format {
  const locale = useLocale();
  const now = useNow({ updateInterval: 30_000 });
  return useMemo(() => makeFormat(locale, now.getTime()), [locale, now]);
}

export function makeFormat(locale: string, now: number, timeZone?: string): Format {
  const zone = timeZone ? { timeZone } : {};
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', ...zone });
  const zoneName = new Intl.DateTimeFormat(locale, { timeZoneName: 'short', ...zone });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...zone,
  });
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zone,
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const present = (value: number | null | undefined): value is number =>
    typeof value === 'number' && Number.isFinite(value);
  return {
    number: (value, digits = 4) =>
      present(value)
        ? new Intl.NumberFormat(locale, {
            maximumSignificantDigits: digits,
            ...(Math.abs(value) >= 1e6 ? { notation: 'scientific' as const } : {}),
          }).format(value)
        : noData,
    integer: (value) => (present(value) ? integer.format(value) : noData),
    percent: (share, digits = 1) =>
      present(share)
        ? new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share)
        : noData,
    ms: (value) =>
      present(value) ? `${new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value)} ms` : noData,
    bytes: (value) => (present(value) ? bytes(value, locale) : noData),
    dateTime: (iso) => {
      const date = new Date(iso);
      const name = zoneName.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? '';
      return `${dateTime.format(date)} ${name}`;
    },
    clock: (at) => clock.format(at),
    moment: (at) => moment.format(at),
    relative: (iso) => {
      const [amount, unit] = largestUnit(settle(new Date(iso).getTime() - now));
      return relative.format(Math.round(amount), unit);
    },
    duration: (ms) => {
      const [amount, unit] = largestUnit(Math.max(0, ms));
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: amount < 10 ? 1 : 0,
      }).format(amount);
    },
  };
}

/** `now` moves in steps, so that what has just happened may seem ahead of it. */
const justNowMs = 60_000;
const settle = (ms: number) => (ms > 0 && ms < justNowMs ? 0 : ms);

type Unit = 'second' | 'minute' | 'hour' | 'day';

function largestUnit(ms: number): [number, Unit] {
  const seconds = ms / 1000;
  if (Math.abs(seconds) < 60) return [seconds, 'second'];
  if (Math.abs(seconds) < 3600) return [seconds / 60, 'minute'];
  if (Math.abs(seconds) < 86_400) return [seconds / 3600, 'hour'];
  return [seconds / 86_400, 'day'];
}

function bytes(value: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const unit = units[power] ?? 'byte';
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(value / 1000 ** power);
}
