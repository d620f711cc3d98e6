//! The body of an answer: whole, or as a watch goes on.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;

use crate::cluster::http::watch::Watch;

/// Gives a watch back with its next event.
type Step = Pin<Box<dyn Future<Output = (Box<Watch>, Option<Bytes>)> + Send>>;

/// The body of an answer.
pub struct Body(Content);

enum Content {
    Whole(Option<Bytes>),
    Watch(Step),
    Over,
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Content::Whole(_) => "Body(whole)",
            Content::Watch(_) => "Body(watch)",
            Content::Over => "Body(over)",
        })
    }
}

impl Body {
    /// A whole body.
    pub(crate) fn whole(bytes: impl Into<Bytes>) -> Self {
        Self(Content::Whole(Some(bytes.into())))
    }

    /// The events of a watch.
    pub(crate) fn watch(watch: Watch) -> Self {
        Self(Content::Watch(step(Box::new(watch))))
    }
}

fn step(mut watch: Box<Watch>) -> Step {
    Box::pin(async move {
        let next = watch.next().await;
        (watch, next)
    })
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match &mut self.0 {
            Content::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Content::Over => Poll::Ready(None),
            Content::Watch(waiting) => match waiting.as_mut().poll(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready((watch, Some(event))) => {
                    self.0 = Content::Watch(step(watch));
                    Poll::Ready(Some(Ok(Frame::data(event))))
                }
                Poll::Ready((_, None)) => {
                    self.0 = Content::Over;
                    Poll::Ready(None)
                }
            },
        }
    }
}
