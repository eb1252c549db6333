import { Title } from '@mantine/core';

/** Borrowing Requests (product.md §3.2). */
export const RequestsPage = () => (
  <Title order={1} size="h2">
    Borrowing Requests
  </Title>
);
