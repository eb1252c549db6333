/**
 * Constants of ours as they stand in a list of SQL: `'returned-to-partner', 'lost'`. Never for what comes from outside.
 * @throws where a value could end its quotes.
 */
export const sqlList = (values: readonly string[]): string =>
  values
    .map((value) => {
      if (!/^[\w-]+$/.test(value)) throw new Error(`“${value}” cannot stand in a list of SQL.`);
      return `'${value}'`;
    })
    .join(', ');
