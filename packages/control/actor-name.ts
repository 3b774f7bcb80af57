/** SQL that answers the name of the actor whose id is in `column`: a user, an API key, or the system itself. */
export const actorName = (column: string): string =>
  `COALESCE((SELECT name FROM users WHERE id = ${column}), (SELECT name FROM api_keys WHERE id = ${column}), ${column})`;
