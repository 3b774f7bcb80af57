import type { FeedbackItem } from '@gradus/contracts/api/endpoints';

/** One well-formed item with its place in the request. */
export interface Item {
  index: number;
  item: FeedbackItem;
}

export interface Rejection {
  index: number;
  code: string;
  detail: string;
}
