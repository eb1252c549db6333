/** What changing a desk may write to move the desk's work elsewhere, including the derived columns of the request. */
export const deskWork = {
  request: {
    changes: [
      'pickup_desk_id',
      'pickup_at',
      'worked_on',
      'updated_at',
      'due_on',
      'wanted_on',
      'status',
      'status_at',
      'renewal',
      'demand',
      'loss',
      'due_stage',
    ],
  },
  item: {
    changes: [
      'status',
      'status_at',
      'destination_desk_id',
      'owning_desk_id',
      'going_back',
      'shelved_at',
      'hold_until',
      'left_shelf_since',
      'left_shelf_at',
      'left_shelf_as',
    ],
  },
} as const;
