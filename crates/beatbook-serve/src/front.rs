//! What every request passes, whatever is asked: limits, who may ask, counters, and the headers of the
//! answer.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use tower_service::Service;

use crate::error::HttpError;
use crate::metrics::Route;
use crate::served::Served;
use crate::{headers, kept, limits, server};

/// The template of what no other one fits: the page and its files, and addresses that do not exist.
const PAGE: &str = "page";

/// A book behind everything that stands before it.
#[derive(Debug)]
pub(crate) struct Front {
    addresses: Router,
    served: Served,
    /// Positions in `routes`.
    found: matchit::Router<usize>,
    routes: Vec<Route>,
    page: Route,
}

impl Front {
    pub(crate) fn new(served: Served) -> Self {
        let (addresses, templates) = server::addresses(served.clone());
        let mut found = matchit::Router::new();
        let mut routes = Vec::new();
        for template in &templates {
            // The router of the addresses takes the same templates; one that it did not is the page's.
            if found.insert(template, routes.len()).is_ok() {
                routes.push(Route::new(template));
            }
        }
        Self {
            addresses,
            found,
            routes,
            page: Route::new(PAGE),
            served,
        }
    }

    fn route(&self, path: &str) -> &Route {
        let found = self.found.at(path).ok();
        let route = found.and_then(|found| self.routes.get(*found.value));
        route.unwrap_or(&self.page)
    }

    /// The answer to a request; whatever becomes of it, there is one.
    pub(crate) async fn answer<B>(&self, request: Request<B>) -> Response
    where
        B: hyper::body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let metrics = self.served.metrics();
        let begun = metrics.begin(self.route(request.uri().path()), request.method());
        let admitted = limits::check(&request).and_then(|()| headers::guard(&request));
        let mut response = match admitted {
            Ok(()) => {
                let anew = async |request| self.addressed(request).await;
                kept::answer(&self.served, request.map(Body::new), anew).await
            }
            Err(refused) => refused.into_response(),
        };
        headers::add(&mut response);
        begun.answered(response.status());
        response
    }

    /// A panic becomes an answer, and is counted; the program's own window says where it came from.
    async fn addressed(&self, request: Request<Body>) -> Response {
        let mut addresses = self.addresses.clone();
        let mut call = pin!(addresses.call(request));
        let answered = poll_fn(|context| {
            // What a handler leaves behind half done it does not share with others.
            let polled = catch_unwind(AssertUnwindSafe(|| call.as_mut().poll(context)));
            match polled {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(Ok(response))) => Poll::Ready(Some(response)),
                Err(_) => Poll::Ready(None),
            }
        });
        answered.await.unwrap_or_else(|| {
            self.served.metrics().broken.inc();
            HttpError::Broken.into_response()
        })
    }
}

#[cfg(test)]
#[path = "front_tests.rs"]
mod tests;
