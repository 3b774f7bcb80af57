/** Steps that rise: the mark. */
export function Brand({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M2 21v-5h6v-5h6V6h8v15z" fill="var(--series-1)" />
      <path d="M2 12h2.5V7h6V2H22" fill="none" stroke="var(--series-2)" strokeWidth="2.4" />
    </svg>
  );
}
