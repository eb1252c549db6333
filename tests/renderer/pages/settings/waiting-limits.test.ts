import { expect, test } from 'vitest';
import { fieldsOfSection, formFieldsOf } from '../../../../renderer/src/pages/settings/LibrarySettings.tsx';
import { limitedQueues, queueFacts } from '../../../../shared/domain/queues.ts';

test('each queue with a limit is a field with its name alone: what the number means is said once above them', () => {
  const fields = formFieldsOf(fieldsOfSection('queues'));
  expect(fields.flatMap((field) => ('label' in field ? field.label : []))).toEqual(
    limitedQueues.map((queue) => queueFacts(queue).label),
  );
  expect(fields.filter((field) => 'description' in field)).toEqual([]);
});
