import { Table } from '@mantine/core';

/** The heads of a short table. @param widths of its columns, where they are not left to their contents */
export const TableHeads = ({
  heads,
  widths = [],
}: {
  readonly heads: readonly string[];
  readonly widths?: readonly (string | undefined)[];
}) => (
  <Table.Thead>
    <Table.Tr>
      {heads.map((head, place) => (
        <Table.Th key={head} scope="col" w={widths[place]}>
          {head}
        </Table.Th>
      ))}
    </Table.Tr>
  </Table.Thead>
);
