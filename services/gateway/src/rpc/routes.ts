import type { ConnectRouter, HandlerContext } from '@connectrpc/connect';
import type { CallContext } from '@cream/grpc';
import { ConsoleService } from '@cream/proto/console';
import type { ConsoleController } from './console.controller.js';

/** The controller's handlers, requests checked, under the Connect protocol. */
export function consoleRoutes(controller: ConsoleController): (router: ConnectRouter) => void {
  return (router) =>
    router.service(ConsoleService, {
      getOverview: (request) => controller.getOverview(request),
      listCycles: (request) => controller.listCycles(request),
      getCycleStory: (request) => controller.getCycleStory(request),
      getSystem: (request, context) => controller.getSystem(request, callOf(context)),
      listSeries: (request) => controller.listSeries(request),
      getChart: (request) => controller.getChart(request),
      watch: (request, context) => controller.watch(request, callOf(context)),
    });
}

function callOf({ signal, requestHeader }: HandlerContext): CallContext {
  return { signal, headers: requestHeader };
}
