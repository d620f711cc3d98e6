//! What stands between a client and an API server: TLS with certificates of its own, and proxies.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// What clients sent through a relay.
pub type Sent = Arc<Mutex<Vec<u8>>>;

/// A certificate and its key, as PEM.
pub struct Identity {
    pub certificate: String,
    pub key: String,
}

/// A private authority.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for a name or an address.
    pub fn sign(&self, name: &str) -> Identity {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        Identity { certificate: certificate.pem(), key: key.serialize_pem() }
    }

    /// Accepts TLS in this name, and only clients with a certificate of this authority where that is asked for.
    fn acceptor(&self, name: &str, asks_for_certificates: bool) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap().der().clone();
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).unwrap();
        let config = if asks_for_certificates {
            let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            builder().with_client_cert_verifier(verifier.build().unwrap())
        } else {
            builder().with_no_client_auth()
        };
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        TlsAcceptor::from(Arc::new(config.with_single_cert(vec![certificate], key).unwrap()))
    }
}

fn builder() -> tokio_rustls::rustls::ConfigBuilder<ServerConfig, tokio_rustls::rustls::WantsVerifier> {
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap()
}

/// How a relay is spoken to before it passes things on.
#[derive(Clone)]
enum Opening {
    Tls(TlsAcceptor),
    Connect,
    Socks5,
}

/// Something that listens on a loopback port and passes everything on to another.
pub struct Relay {
    pub port: u16,
    pub sent: Sent,
}

impl Relay {
    /// An API server that speaks TLS in this name, in front of `target`.
    pub fn tls(
        runtime: &Runtime,
        target: SocketAddr,
        authority: &Authority,
        name: &str,
        asks_for_certificates: bool,
    ) -> Self {
        Self::start(runtime, target, Opening::Tls(authority.acceptor(name, asks_for_certificates)))
    }

    /// An HTTP proxy; wherever it is asked to go, it goes to `target`.
    pub fn http_proxy(runtime: &Runtime, target: SocketAddr) -> Self {
        Self::start(runtime, target, Opening::Connect)
    }

    /// A SOCKS 5 proxy; wherever it is asked to go, it goes to `target`.
    pub fn socks5_proxy(runtime: &Runtime, target: SocketAddr) -> Self {
        Self::start(runtime, target, Opening::Socks5)
    }

    fn start(runtime: &Runtime, target: SocketAddr, opening: Opening) -> Self {
        let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let port = listener.local_addr().unwrap().port();
        let sent = Sent::default();
        let seen = Arc::clone(&sent);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, target, opening.clone(), Arc::clone(&seen)));
            }
        });
        Self { port, sent }
    }

    /// Whether clients have sent this text.
    pub fn was_sent(&self, text: &str) -> bool {
        let sent = self.sent.lock().unwrap();
        String::from_utf8_lossy(&sent).to_lowercase().contains(&text.to_lowercase())
    }
}

async fn serve(mut stream: TcpStream, target: SocketAddr, opening: Opening, sent: Sent) {
    match opening {
        Opening::Tls(acceptor) => {
            if let Ok(stream) = acceptor.accept(stream).await {
                pass(stream, target, sent).await;
            }
        }
        Opening::Connect => {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else { return };
                head.push(byte);
            }
            sent.lock().unwrap().extend(head);
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
            pass(stream, target, sent).await;
        }
        Opening::Socks5 => {
            let mut greeting = [0; 3];
            stream.read_exact(&mut greeting).await.unwrap();
            stream.write_all(&[5, 0]).await.unwrap();
            let mut head = [0; 5];
            stream.read_exact(&mut head).await.unwrap();
            // A name is preceded by its length; an address of version 4 has four bytes, of which one is read.
            let rest = if head[3] == 3 { usize::from(head[4]) + 2 } else { 5 };
            let mut name = vec![0; rest];
            stream.read_exact(&mut name).await.unwrap();
            sent.lock().unwrap().extend(name);
            stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0]).await.unwrap();
            pass(stream, target, sent).await;
        }
    }
}

/// Passes everything on, both ways, and notes what the client sends.
async fn pass(client: impl AsyncRead + AsyncWrite, target: SocketAddr, sent: Sent) {
    let Ok(server) = TcpStream::connect(target).await else { return };
    let (mut from_client, mut to_client) = tokio::io::split(client);
    let (mut from_server, mut to_server) = server.into_split();
    let up = async {
        let mut bytes = vec![0; 16 * 1024];
        while let Ok(count) = from_client.read(&mut bytes).await {
            if count == 0 {
                break;
            }
            sent.lock().unwrap().extend(&bytes[..count]);
            if to_server.write_all(&bytes[..count]).await.is_err() {
                break;
            }
        }
        let _ = to_server.shutdown().await;
    };
    let down = async {
        let _ = copy(&mut from_server, &mut to_client).await;
        let _ = to_client.shutdown().await;
    };
    // The end of either is the end of the connection.
    let (up, down) = (std::pin::pin!(up), std::pin::pin!(down));
    futures::future::select(up, down).await;
}
