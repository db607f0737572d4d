import {
  readCalendarSource as readCalendarSourceEndpoint,
  removeCalendarSource as removeCalendarSourceEndpoint,
  saveCalendarSource as saveCalendarSourceEndpoint,
  syncCalendar as syncCalendarEndpoint,
  uploadCalendarFile as uploadCalendarFileEndpoint,
} from '#domain/contract/calendar.ts';
import type { Mount } from '../http/mount.ts';
import { readOwnSource, removeSource, saveSource, syncNow, uploadFile } from './manage-source.ts';
import type { CalendarDeps } from './sync-source.ts';

export function mountCalendar(mount: Mount, deps: CalendarDeps): void {
  mount.signedIn(readCalendarSourceEndpoint, (viewer, { exchange }) => readOwnSource(deps, viewer, exchange.requestId));
  mount.signedIn(saveCalendarSourceEndpoint, (viewer, { body, exchange }) =>
    saveSource(deps, viewer, body.url, exchange.requestId),
  );
  mount.signedIn(uploadCalendarFileEndpoint, (viewer, { exchange: { requestId, bytes } }) =>
    uploadFile(deps, viewer, bytes ?? Buffer.alloc(0), requestId),
  );
  mount.signedIn(syncCalendarEndpoint, (viewer, { exchange }) => syncNow(deps, viewer, exchange.requestId));
  mount.signedIn(removeCalendarSourceEndpoint, (viewer, { exchange }) =>
    removeSource(deps, viewer, exchange.requestId),
  );
}
