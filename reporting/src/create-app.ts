import compression from 'compression';
import express from 'express';
import type { Express } from 'express';
import type { Registry } from 'prom-client';
import type { Analytics } from '#platform/clickhouse.ts';
import { createApp as createPlatformApp, operationalRoutes } from '#platform/http.ts';
import type { ReadinessChecks } from '#platform/http.ts';
import type { Logger } from '#platform/log.ts';
import type { PortalSecrets } from '#platform/secrets.ts';
import { loadViewer } from './access/viewer.ts';
import { mountApprovals } from './approvals/routes.ts';
import { mountAuditLog } from './audit-log/routes.ts';
import { mountCalendar } from './calendar/routes.ts';
import type { DashboardTools } from './dashboard/open-view.ts';
import { mountDashboard } from './dashboard/routes.ts';
import type { WatchedFolders } from './config.ts';
import { createHashQueue } from './credentials/hash-queue.ts';
import { sha256 } from './credentials/tokens.ts';
import { mountDevices } from './devices/routes.ts';
import type { ExportFolder } from './export-jobs/export-folder.ts';
import { mountApplicationUse } from './application-use/routes.ts';
import { mountExportJobs } from './export-jobs/routes.ts';
import { mountGroupStatus } from './group-status/routes.ts';
import type { StreamDeps } from './group-status/stream-group-status.ts';
import { assembleApi } from './http/api-router.ts';
import type { FaultPoint } from './fault-point.ts';
import { errorAnswers } from './http/errors.ts';
import { createMount } from './http/mount.ts';
import { securityHeaders } from './http/security-headers.ts';
import { enqueueMail } from './mail/enqueue-mail.ts';
import { createPortalMetrics } from './metrics.ts';
import { mountMonitoringPolicy } from './monitoring-policy/routes.ts';
import { mountMachine } from './machine/routes.ts';
import { readCaller } from './machine/read-caller.ts';
import { mountRetention } from './retention/routes.ts';
import { mountLegalWatch } from './legal-watch/routes.ts';
import { mountMonths } from './months/routes.ts';
import { openApiDocument } from './openapi/document.ts';
import { mountNotices } from './auto-end/routes.ts';
import { mountOperations } from './operations/routes.ts';
import { mountOwnRules } from './own-rules/routes.ts';
import { mountPeople } from './people/routes.ts';
import { isRemoved } from './records/read-kept-from.ts';
import type { Records } from './records/schema.ts';
import { mountOwnRequests } from './own-requests/routes.ts';
import { mountRoster } from './roster/routes.ts';
import { UNATTENDED_HEADER } from '#domain/contract/session.ts';
import { readSessionToken } from './session/cookie.ts';
import { mountSecurity } from './security/routes.ts';
import { mountSession } from './session/routes.ts';
import { mountSettings } from './settings/routes.ts';
import type { BrokerDeps } from './system-status/broker-status.ts';
import { mountSystemStatus } from './system-status/routes.ts';
import { serveUi } from './static-ui/serve-ui.ts';
import { mountPresenceImport } from './presence-import/routes.ts';
import { mountWorkImport } from './work-import/routes.ts';
import { mountTasks } from './tasks/routes.ts';

export interface AppDeps {
  readonly records: Records;
  readonly analytics: Analytics;
  readonly secrets: Pick<PortalSecrets, 'passwordPepper' | 'certificatePrivateKey'>;
  readonly dummyHash: string;
  readonly ingestUrl: string;
  /** Scheme, host and port by which people reach the portal. */
  readonly publicOrigin: () => string;
  readonly isTls: boolean;
  readonly trustedProxies: number;
  readonly uiDir: string;
  readonly calendarAllowedHosts: readonly string[];
  readonly nowMs: () => number;
  readonly faultPoint: FaultPoint;
  readonly kickRelay: () => void;
  readonly kickExports: () => void;
  readonly exportFolder: ExportFolder;
  readonly relayRevocations: () => Promise<void>;
  readonly relayPolicies: () => Promise<void>;
  readonly groupStatus: Pick<StreamDeps, 'hub' | 'places' | 'checkMs'>;
  readonly dashboard: DashboardTools;
  readonly broker: BrokerDeps;
  readonly watchedFolders: WatchedFolders;
  readonly version: string;
  readonly checks: ReadinessChecks;
  readonly registry: Registry;
  readonly validateAnswers: boolean;
  readonly log: Logger;
}

/** Every address of the portal, from the outside in. One feature a line; no feature knows another. */
export function createApp(deps: AppDeps): Express {
  const endpoints = express.Router();
  const mount = createMount({
    router: endpoints,
    readViewer: async (request) => {
      const token = readSessionToken(request, deps.isTls);
      const keepsAlive = request.get(UNATTENDED_HEADER) !== '1';
      return token === undefined ? undefined : loadViewer(deps.records, sha256(token), { keepsAlive });
    },
    readCaller: (request) => readCaller(deps.records, request.get('authorization')),
    publicOrigin: deps.publicOrigin,
    isRemoved: (tenantId, workDate) => isRemoved(deps, tenantId, workDate),
    validateAnswers: deps.validateAnswers,
  });
  const { passwordPepper: pepper, certificatePrivateKey: certificateKey } = deps.secrets;
  mountSession(mount, { ...deps, pepper, hashQueue: createHashQueue() });
  mountSecurity(mount, deps);
  mountMonitoringPolicy(mount, deps);
  mountPeople(mount, deps);
  mountMonths(mount, deps);
  mountTasks(mount, deps);
  mountCalendar(mount, { ...deps, pepper });
  mountLegalWatch(mount, deps);
  mountGroupStatus(mount, { ...deps, ...deps.groupStatus });
  mountOperations(mount, { ...deps, pepper });
  mountOwnRequests(mount, { ...deps, pepper });
  mountApprovals(mount, { ...deps, pepper });
  mountOwnRules(mount, deps);
  mountDevices(mount, { ...deps, certificateKey });
  mountApplicationUse(mount, deps);
  mountDashboard(mount, deps.dashboard);
  mountExportJobs(mount, deps);
  mountRoster(mount, { ...deps, pepper, enqueueMails: (trx, mails) => enqueueMail(trx, pepper, mails) });
  mountSettings(mount, deps);
  mountWorkImport(mount, deps);
  mountPresenceImport(mount, deps);
  mountNotices(mount, deps);
  mountMachine(mount, deps);
  mountRetention(mount, deps);
  mountSystemStatus(mount, deps);
  mountAuditLog(mount, deps);
  mount.assertComplete();

  const metrics = createPortalMetrics(deps.records, deps.registry);
  const openApi = openApiDocument();
  const app = createPlatformApp(deps.log);
  app.set('trust proxy', deps.trustedProxies);
  app.use(securityHeaders(deps.isTls), metrics.countRequests);
  // A month is some 300 KB of JSON that repeats itself: a tenth of it goes over the line. Files are streamed as they are.
  app.use(
    compression({
      filter: (_request, response) => /json|javascript|css|html|svg/.test(String(response.getHeader('Content-Type'))),
    }),
  );
  app.use(operationalRoutes(deps.checks, deps.registry));
  app.use(assembleApi(endpoints, () => openApi));
  app.use(serveUi(deps.uiDir), errorAnswers(deps.log));
  return app;
}
