import { listAuditEntries, listLookups } from './audit.ts';
import {
  changePassword,
  endOtherSessions,
  endSession,
  listSessions,
  readMe,
  readSignInConditions,
  requestPasswordReset,
  signIn,
  signOut,
} from './session.ts';
import { endSessionsOfPerson, readPasswordRules, readSecuritySettings, writeSecuritySettings } from './security.ts';
import { createEnrolmentCode, enrolDevice, listDevices, revokeDevice } from './devices.ts';
import { downloadKinmu } from './exports.ts';
import { listPeople } from './people.ts';
import { readDay, readMonth } from './months.ts';
import { readToday, recordOperation } from './operations.ts';
import {
  downloadSiteNames,
  readSiteNames,
  readTenantSettings,
  saveTenantSettings,
  uploadSiteNames,
} from './settings.ts';

/** Every endpoint of the portal. OpenAPI, the authorization matrix and the UI's client are made from this list. */
export const API_ENDPOINTS = [
  signIn,
  readMe,
  signOut,
  changePassword,
  readPasswordRules,
  listSessions,
  endSession,
  endOtherSessions,
  readSignInConditions,
  requestPasswordReset,
  readSecuritySettings,
  writeSecuritySettings,
  endSessionsOfPerson,
  listPeople,
  readMonth,
  readDay,
  readToday,
  recordOperation,
  listDevices,
  createEnrolmentCode,
  revokeDevice,
  enrolDevice,
  downloadKinmu,
  listAuditEntries,
  listLookups,
  readTenantSettings,
  saveTenantSettings,
  readSiteNames,
  downloadSiteNames,
  uploadSiteNames,
] as const;
