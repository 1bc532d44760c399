//! What the server answers, as a browser would see it.

use beatbook_tests::Server;
use serde_json::Value;

pub struct Answer {
    pub status: u16,
    pub kind: String,
    pub policy: String,
    pub etag: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the server should answer in JSON")
    }
}

/// One request; an answer of any status is an answer.
pub fn get(server: &Server, path: &str) -> Answer {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let mut response = agent
        .get(format!("{}{path}", server.url()))
        .call()
        .expect("the server should answer");
    let header = |name: &str| {
        let value = response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.map(str::to_string)
    };
    Answer {
        status: response.status().as_u16(),
        kind: header("content-type").unwrap_or_default(),
        policy: header("content-security-policy").unwrap_or_default(),
        etag: header("etag"),
        body: response
            .body_mut()
            .read_to_vec()
            .expect("the answer should have an end"),
    }
}
